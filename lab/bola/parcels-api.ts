import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** What the service takes from whoever asks without looking whose it is. */
interface Takes {
  /** Lines of any basket are shown by their number. */
  readonly line?: true;
  /** A parcel may go to the address of somebody else, and shows it. */
  readonly address?: true;
  /** A parcel is of the company that the body names. */
  readonly company?: true;
}

interface Row {
  readonly id: number;
  readonly owner_id: number;
  readonly title: string;
}
interface Parcel extends Row {
  readonly company_id: number;
  readonly address_id?: number;
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const bodyOf = (properties: Record<string, object>) => ({
  requestBody: {
    content: { 'application/json': { schema: { type: 'object', required: ['title'], properties } } },
  },
});
const one = { parameters: [{ name: 'id', in: 'path', required: true, schema: whole }] };

/** A basket, addresses and parcels of each user; the users are of two companies. */
export function parcelsApi(takes: Takes = {}): LabApp & { left(): number } {
  const lines = new Map<number, Row>();
  const addresses = new Map<number, Row>();
  const parcels = new Map<number, Parcel>();
  let next = 300;
  const routes = new Hono();
  const asker = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  const companyOf = (user: number) => user - 4;
  routes.use('*', async (c, go) => (asker(c) === 0 ? c.json({ error: 'unauthorized' }, 401) : go()));
  const sent = (c: Context) =>
    c.req.json<Record<string, unknown>>().catch(() => ({}) as Record<string, unknown>);
  const ownOf = <Held extends Row>(table: ReadonlyMap<number, Held>, user: number) =>
    [...table.values()].filter(({ owner_id }) => owner_id === user);
  routes.get('/me', (c) => c.json({ id: asker(c), company_id: companyOf(asker(c)) }));

  const single = <Held extends Row>(
    path: string,
    table: Map<number, Held>,
    shown: (row: Held) => object = (row) => row,
    isForAll = false,
  ) => {
    routes.get(`${path}/:id`, (c) => {
      const found = table.get(Number(c.req.param('id')));
      return found && (isForAll || found.owner_id === asker(c)) ? c.json(shown(found)) : c.json({}, 404);
    });
    routes.delete(`${path}/:id`, (c) => {
      const found = table.get(Number(c.req.param('id')));
      if (found?.owner_id !== asker(c)) return c.json({}, 404);
      table.delete(found.id);
      return c.body(null, 204);
    });
  };
  const plain = (path: string, table: Map<number, Row>) =>
    routes.post(path, async (c) => {
      next += 1;
      const made = { id: next, owner_id: asker(c), title: String((await sent(c)).title) };
      table.set(next, made);
      return c.json(made, 201);
    });
  routes.get('/basket', (c) => c.json({ lines: ownOf(lines, asker(c)) }));
  plain('/basket/lines', lines);
  single('/basket/lines', lines, (row) => row, takes.line);
  routes.get('/addresses', (c) => c.json(ownOf(addresses, asker(c))));
  plain('/addresses', addresses);
  single('/addresses', addresses);

  const view = ({ address_id, ...parcel }: Parcel) => ({
    ...parcel,
    ...(address_id === undefined ? {} : { ship_to: addresses.get(address_id)?.title }),
  });
  routes.get('/parcels', (c) => c.json(ownOf(parcels, asker(c)).map(view)));
  routes.post('/parcels', async (c) => {
    const { title, address_id, company_id } = await sent(c);
    const address = addresses.get(Number(address_id));
    if (address_id !== undefined && !(address && (takes.address || address.owner_id === asker(c))))
      return c.json({ address_id: ['Unknown address.'] }, 400);
    next += 1;
    const made = {
      id: next,
      owner_id: asker(c),
      title: String(title),
      company_id: takes.company && typeof company_id === 'number' ? company_id : companyOf(asker(c)),
      ...(address ? { address_id: address.id } : {}),
    };
    parcels.set(next, made);
    return c.json(view(made), 201);
  });
  single('/parcels', parcels, view);
  return {
    routes,
    left: () => lines.size + addresses.size + parcels.size,
    openapi: documented({
      'GET /me': {},
      'GET /basket': {},
      'POST /basket/lines': bodyOf({ title: text }),
      'GET /basket/lines/{id}': one,
      'DELETE /basket/lines/{id}': one,
      'GET /addresses': {},
      'POST /addresses': bodyOf({ title: text }),
      'GET /addresses/{id}': one,
      'DELETE /addresses/{id}': one,
      'GET /parcels': {},
      'POST /parcels': bodyOf({ title: text, address_id: whole }),
      'GET /parcels/{id}': one,
      'DELETE /parcels/{id}': one,
    }),
  };
}
