import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documentOf, NUMBER, objectOf, TEXT } from './documents.ts';

type Fields = Record<string, unknown>;

interface Kind {
  readonly list: string;
  /** The schema of what makes one, and of what is shown. */
  readonly takes: object;
  /** What is kept of what was sent. */
  readonly make: (sent: Fields) => Fields;
  /** The schema of an update, and what it keeps; undefined for a status that there is not. */
  readonly changes?: { readonly takes: object; readonly keep: (sent: Fields) => Fields | undefined };
  /** How one is read, where making it answers with more. */
  readonly view?: (held: Fields) => Fields;
  /** Requests and answers as JSON:API has them. */
  readonly isJsonApi?: boolean;
  /** Further paths, such as a catalogue. */
  readonly beside?: { readonly paths: object; readonly routes: Hono };
}

const STATES_SAID = 'Invalid option: expected one of "placed"|"cancelled"|"paid"';
const BY_ID = { parameters: [{ name: 'id', in: 'path', required: true, schema: NUMBER }] };
const taking = (schema: object, mediaType: string) => ({
  requestBody: { content: { [mediaType]: { schema } } },
});

/** Objects of one kind that are made, listed, read, changed and removed; `left` tells how many are still there. */
function kindOf({
  list,
  takes,
  make,
  changes,
  view = (held) => held,
  isJsonApi = false,
  beside,
}: Kind): LabApp & {
  readonly left: () => number;
} {
  const kept = new Map<number, Fields>();
  let next = 1;
  const mediaType = isJsonApi ? 'application/vnd.api+json' : 'application/json';
  const shown = (id: number, held: Fields) =>
    isJsonApi ? { id: String(id), type: list.slice(1), attributes: held } : { id, ...held };
  const inside = (sent: Fields) =>
    isJsonApi ? ((sent.data as { attributes?: Fields } | undefined)?.attributes ?? {}) : sent;
  const answered = (value: unknown) => JSON.stringify(isJsonApi ? { data: value } : value);
  const head = { 'Content-Type': mediaType };
  const routes = new Hono();
  routes.get(list, (c) => c.body(answered([...kept].map(([id, held]) => shown(id, view(held)))), 200, head));
  routes.post(list, async (c) => {
    const held = make(inside((await c.req.json()) as Fields));
    kept.set(next, held);
    next += 1;
    return c.body(answered(shown(next - 1, held)), 201, head);
  });
  routes.get(`${list}/:id`, (c) => {
    const id = Number(c.req.param('id'));
    const held = kept.get(id);
    return held ? c.body(answered(shown(id, view(held))), 200, head) : c.json({ error: 'not found' }, 404);
  });
  routes.patch(`${list}/:id`, async (c) => {
    const id = Number(c.req.param('id'));
    const held = kept.get(id);
    if (!held || !changes) return c.json({ error: 'not found' }, 404);
    const change = changes.keep((await c.req.json()) as Fields);
    if (!change) return c.json({ errors: [{ path: 'status', message: STATES_SAID }] }, 422);
    kept.set(id, { ...held, ...change });
    return c.json(shown(id, kept.get(id) ?? {}));
  });
  routes.delete(`${list}/:id`, (c) => {
    kept.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });
  if (beside) routes.route('/', beside.routes);
  const body = isJsonApi
    ? objectOf({ data: objectOf({ type: { const: list.slice(1) }, attributes: takes }) })
    : takes;
  const openapi = documentOf({
    [list]: {
      get: { responses: { 200: { description: 'all' } } },
      post: { ...taking(body, mediaType), responses: { 201: { description: 'made' } } },
    },
    [`${list}/{id}`]: {
      get: { ...BY_ID, responses: { 200: { description: 'one' } } },
      ...(changes
        ? {
            patch: {
              ...BY_ID,
              ...taking(changes.takes, mediaType),
              responses: { 200: { description: 'ok' } },
            },
          }
        : {}),
      delete: { ...BY_ID, responses: { 204: { description: 'gone' } } },
    },
    ...beside?.paths,
  });
  return { routes, openapi, left: () => kept.size };
}

const FREE = { plan: 'free', seats: 3 };
const teamKind = (make: Kind['make']) => kindOf({ list: '/teams', takes: objectOf({ name: TEXT }), make });
export const teamsKeepingAll = teamKind((sent) => ({
  ...sent,
  billing: { ...FREE, ...(sent.billing as Fields | undefined) },
}));
export const teams = teamKind(({ name }) => ({ name, billing: FREE }));

const viewed = ({ billing, ...held }: Fields) => ({ ...held, plan: (billing as Fields | undefined)?.plan });
/** Who reads a team sees of its bill the plan alone. */
export const teamsShowingThePlan = kindOf({
  list: '/teams',
  takes: objectOf({ name: TEXT }),
  make: (sent) => ({ ...sent, billing: { ...FREE, ...(sent.billing as Fields | undefined) } }),
  view: viewed,
});

/** A shop where one thing is for sale, at 219. */
const catalogue = () => ({
  paths: { '/products': { get: { responses: { 200: { description: 'for sale' } } } } },
  routes: new Hono().get('/products', (c) => c.json([{ sku: 'bench', price: 219 }])),
});
const LINE = objectOf({
  sku: { type: 'string', enum: ['bench'] },
  qty: { type: 'integer', minimum: 1, maximum: 9 },
});
const orderKind = (priceOf: (line: Fields) => unknown, line: object = LINE, list = '/orders') =>
  kindOf({
    list,
    takes: objectOf({ label: TEXT, items: { type: 'array', minItems: 1, items: line } }),
    make: ({ label, items }) => {
      const sent = Array.isArray(items) ? (items as Fields[]) : [];
      const lines = sent.map((line) => ({ sku: line.sku, qty: line.qty, unit_price: priceOf(line) }));
      const total = lines.reduce((sum, { qty, unit_price }) => sum + Number(qty) * Number(unit_price), 0);
      return { label, lines, total };
    },
    beside: catalogue(),
  });
export const ordersAtAnyPrice = orderKind((line) => line.unit_price ?? 219);
export const orders = orderKind(() => 219);
const PRICED_LINE = objectOf({
  sku: { type: 'string', enum: ['bench'] },
  qty: { type: 'integer', minimum: 1, maximum: 9 },
  unit_price: { type: 'integer', minimum: 0, example: 219 },
});
/** The document has the buyer say the price, and the service believes him; or looks it up all the same. */
export const ordersAtThePriceSent = orderKind((line) => line.unit_price, PRICED_LINE);
export const ordersAtTheirPrice = orderKind(() => 219, PRICED_LINE);
/** What somebody would pay is his to say. */
export const offers = orderKind((line) => line.unit_price, PRICED_LINE, '/offers');

const stay = { totalCents: 42_000, status: 'requested' };
const bookingKind = (make: Kind['make']) =>
  kindOf({ list: '/bookings', takes: objectOf({ guestName: TEXT }), make, isJsonApi: true });
export const bookingsKeepingAll = bookingKind((sent) => ({ ...stay, ...sent }));
export const bookings = bookingKind(({ guestName }) => ({ ...stay, guestName }));

const claimKind = (keep: (sent: Fields) => Fields) =>
  kindOf({
    list: '/claims',
    takes: objectOf({ title: TEXT }),
    make: ({ title }) => ({ title, place: 'Bern', approved: false }),
    changes: { takes: objectOf({ place: TEXT }), keep },
  });
export const claimsUpdatedByAll = claimKind((sent) => sent);
export const claims = claimKind(({ place }) => (place === undefined ? {} : { place }));

/** A market: who sells says the price, when the thing is offered or later. */
export const listings = kindOf({
  list: '/listings',
  takes: objectOf({ title: TEXT }),
  make: (sent) => ({ price: 0, currency: 'EUR', ...sent }),
  changes: { takes: objectOf({ title: TEXT, price: NUMBER }), keep: (sent) => sent },
});

/** Whoever has a todo says how far it is, by an update; that it can be said at once is no gain. */
export const todos = kindOf({
  list: '/todos',
  takes: objectOf({ title: TEXT }),
  make: (sent) => ({ status: 'open', ...sent }),
  changes: { takes: objectOf({ title: TEXT, status: TEXT }), keep: (sent) => sent },
});

/** A store without a schema. */
export const notesKeepingAnything = kindOf({
  list: '/notes',
  takes: objectOf({ title: TEXT }),
  make: (sent) => ({ colour: 'white', ...sent }),
});

const purchaseKind = (keep: (sent: Fields) => Fields | undefined) =>
  kindOf({
    list: '/purchases',
    takes: objectOf({ title: TEXT }),
    make: ({ title }) => ({ title, status: 'placed' }),
    changes: { takes: objectOf({ title: TEXT }), keep },
  });
const STATES: readonly unknown[] = [undefined, 'placed', 'cancelled', 'paid'];
/** A state that there is not is refused, and the refusal says which there are. */
export const purchasesPaidByTheirBuyer = purchaseKind((sent) =>
  STATES.includes(sent.status) ? sent : undefined,
);
export const purchasesCancelledByTheirBuyer = purchaseKind(({ status, ...sent }) =>
  STATES.includes(status) ? { ...sent, ...(status === 'cancelled' ? { status } : {}) } : undefined,
);
