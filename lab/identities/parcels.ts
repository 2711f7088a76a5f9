import { randomBytes, randomInt } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Flaws {
  /** Customers scan their own parcels, as the desk does. */
  readonly scans?: boolean;
  /** PINs may be tried without end. */
  readonly guesses?: boolean;
  /** An insured value may be below zero. */
  readonly insured?: boolean;
}

interface Parcel {
  readonly id: number;
  readonly owner: string;
  readonly label: string;
  readonly insured: number;
  readonly pin: string;
  status: string;
  tries: number;
}

const TEXT = { type: 'string' };
const takes = (properties: object, required = Object.keys(properties)) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required } } } },
});
const secured = { security: [{ bearer: [] }] };
const desk = { ...secured, tags: ['desk'] };
const PIN = { type: 'string', pattern: '^[0-9]{4}$' };
const MOST_TRIES = 5;

/** Parcels that nobody removes, scanned at the desk and handed over there for a PIN. */
export function parcels(flaws: Flaws = {}): LabApp & { readonly all: () => readonly Parcel[] } {
  const users = new Map<string, string>();
  const sessions = new Map<string, string>();
  const all: Parcel[] = [];
  const routes = new Hono();
  const asker = (c: Context) => sessions.get(c.req.header('Authorization')?.replace(/^Bearer /, '') ?? '');
  const body = async (c: Context): Promise<Record<string, unknown>> => c.req.json().catch(() => ({}));
  const unknown = { error: 'sign in first' };
  const absent = { error: 'no such parcel' };
  const shown = ({ id, label, insured, status }: Parcel) => ({
    ...{ id, ref: `PX-${id}`, label, status },
    ...{ insured_cents: insured, price_cents: 490 + Math.trunc(insured / 100) },
  });
  routes.post('/register', async (c) => {
    const { username, password } = await body(c);
    users.set(String(username), String(password));
    return c.json({ username }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await body(c);
    if (users.get(String(username)) !== password) return c.json(unknown, 401);
    const token = `sess${randomBytes(12).toString('hex')}`;
    sessions.set(token, String(username));
    return c.json({ token });
  });
  routes.get('/me', (c) => (asker(c) ? c.json({ username: asker(c) }) : c.json(unknown, 401)));
  routes.delete('/me', (c) => {
    users.delete(asker(c) ?? '');
    return c.body(null, asker(c) ? 204 : 401);
  });
  const depots = [{ id: 1, name: 'North' }];
  routes.get('/depots', (c) => c.json(depots));
  routes.get('/depots/:id', (c) => c.json(depots[Number(c.req.param('id')) - 1] ?? {}));
  routes.post('/parcels', async (c) => {
    const owner = asker(c);
    const { label, insured_cents = 0 } = await body(c);
    if (owner === undefined) return c.json(unknown, 401);
    if (typeof label !== 'string' || !Number.isInteger(insured_cents)) return c.json({ error: 'label' }, 422);
    const insured = Number(insured_cents);
    if (insured < 0 && !flaws.insured) return c.json({ error: 'insured_cents must be at least 0' }, 422);
    const pin = String(randomInt(10_000)).padStart(4, '0');
    const parcel = { id: 101 + all.length, owner, label, insured, pin, status: 'CREATED', tries: 0 };
    all.push(parcel);
    return c.json(shown(parcel), 201);
  });
  const ofAsker = (c: Context) =>
    all.find(({ id, owner }) => String(id) === c.req.param('id') && owner === asker(c));
  routes.get('/parcels', (c) =>
    asker(c) ? c.json(all.filter(({ owner }) => owner === asker(c)).map(shown)) : c.json(unknown, 401),
  );
  routes.get('/parcels/:id', (c) => {
    const parcel = ofAsker(c);
    if (!asker(c)) return c.json(unknown, 401);
    return parcel ? c.json(shown(parcel)) : c.json(absent, 404);
  });
  routes.post('/parcels/:id/scans', async (c) => {
    const parcel = ofAsker(c);
    const { depot_id, status } = await body(c);
    if (!asker(c)) return c.json(unknown, 401);
    if (!flaws.scans) return c.json({ error: 'for the desk only' }, 403);
    if (!parcel) return c.json(absent, 404);
    if (depots[Number(depot_id) - 1] === undefined) return c.json({ error: 'depot_id is required' }, 422);
    parcel.status = String(status);
    return c.json({ status }, 201);
  });
  const compared = (c: Context, parcel: Parcel, pin: unknown) => {
    if (pin === undefined) return c.json({ error: 'pin is required' }, 422);
    if (!flaws.guesses && parcel.tries >= MOST_TRIES) return c.json({ error: 'too many tries' }, 429);
    parcel.tries += 1;
    return pin === parcel.pin ? c.json({ status: 'DELIVERED' }) : c.json({ error: 'the PIN is wrong' }, 422);
  };
  routes.post('/parcels/:id/collect', async (c) => {
    const parcel = ofAsker(c);
    const { pin } = await body(c);
    if (!asker(c)) return c.json(unknown, 401);
    if (!parcel) return c.json(absent, 404);
    if (pin !== undefined && parcel.status !== 'AT_DEPOT')
      return c.json({ error: 'the parcel is not at a depot' }, 409);
    return compared(c, parcel, pin);
  });
  routes.post('/pick-ups', async (c) => {
    const { ref, pin } = await body(c);
    const parcel = all.find(({ id }) => `PX-${id}` === ref);
    return parcel ? compared(c, parcel, pin) : c.json(absent, 404);
  });
  for (const path of ['/desk/parcels', '/desk/customers'])
    routes.get(path, (c) => c.json({ error: 'for the desk only' }, asker(c) ? 403 : 401));
  const at = { ...secured, parameters: [pathParameter('id', '101', { type: 'integer' })] };
  const record = { type: 'object', properties: { id: { type: 'integer' }, ref: TEXT, label: TEXT } };
  const openapi = documented(
    {
      'POST /register': takes({ username: TEXT, password: TEXT }),
      'POST /login': takes({ username: TEXT, password: TEXT }),
      'GET /me': secured,
      'DELETE /me': secured,
      'GET /depots': {},
      'GET /depots/{id}': { parameters: [pathParameter('id', '1', { type: 'integer' })] },
      'POST /parcels': {
        ...secured,
        ...takes({ label: TEXT, insured_cents: { type: 'integer', example: 5000 } }, ['label']),
      },
      'GET /parcels': secured,
      'GET /parcels/{id}': {
        ...at,
        responses: { 200: { description: 'OK', content: { 'application/json': { schema: record } } } },
      },
      'POST /parcels/{id}/scans': {
        ...at,
        tags: ['desk'],
        ...takes({
          depot_id: { type: 'integer' },
          status: { type: 'string', pattern: 'IN_TRANSIT|AT_DEPOT|DELIVERED' },
        }),
      },
      'POST /parcels/{id}/collect': { ...at, ...takes({ pin: PIN }) },
      'POST /pick-ups': takes({ ref: TEXT, pin: PIN }),
      'GET /desk/parcels': desk,
      'GET /desk/customers': desk,
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, all: () => all };
}
