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
  /** Anybody has another's parcel come on another day. */
  readonly moved?: boolean;
  /** A parcel goes to another's address, and shows it. */
  readonly addressed?: boolean;
}

interface Address {
  readonly id: number;
  readonly owner: string;
  street: string;
}

interface Parcel {
  readonly id: number;
  readonly owner: string;
  readonly label: string;
  readonly insured: number;
  readonly pin: string;
  readonly to: Address | undefined;
  status: string;
  day: string;
  tries: number;
}

const TEXT = { type: 'string' };
const NUMBER = { type: 'integer' };
const takes = (properties: object, required = Object.keys(properties)) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required } } } },
});
const secured = { security: [{ bearer: [] }] };
const desk = { ...secured, tags: ['desk'] };
const PIN = { type: 'string', pattern: '^[0-9]{4}$' };
const MOST_TRIES = 5;
const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

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
  const shown = ({ id, label, insured, status, day, to }: Parcel) => ({
    ...{ id, ref: `PX-${id}`, label, status, day, to: to && { id: to.id, street: to.street } },
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
  const addresses = new Map<number, Address>();
  const ofUser = (c: Context) => {
    const address = addresses.get(Number(c.req.param('id')));
    return address && address.owner === asker(c) ? address : undefined;
  };
  const told = ({ id, street }: Address) => ({ id, street });
  routes.get('/addresses', (c) =>
    asker(c)
      ? c.json([...addresses.values()].filter(({ owner }) => owner === asker(c)).map(told))
      : c.json(unknown, 401),
  );
  routes.post('/addresses', async (c) => {
    const owner = asker(c);
    if (owner === undefined) return c.json(unknown, 401);
    const address = { id: 41 + addresses.size, owner, street: String((await body(c)).street) };
    addresses.set(address.id, address);
    return c.json(told(address), 201);
  });
  routes.get('/addresses/:id', (c) => {
    const address = ofUser(c);
    if (!asker(c)) return c.json(unknown, 401);
    return address ? c.json(told(address)) : c.json({ error: 'no such address' }, 404);
  });
  routes.put('/addresses/:id', async (c) => {
    const address = ofUser(c);
    if (!asker(c)) return c.json(unknown, 401);
    if (!address) return c.json({ error: 'no such address' }, 404);
    address.street = String((await body(c)).street);
    return c.json(told(address));
  });
  routes.post('/parcels', async (c) => {
    const owner = asker(c);
    const { label, insured_cents = 0, to_address_id } = await body(c);
    if (owner === undefined) return c.json(unknown, 401);
    if (typeof label !== 'string' || !Number.isInteger(insured_cents)) return c.json({ error: 'label' }, 422);
    const insured = Number(insured_cents);
    if (insured < 0 && !flaws.insured) return c.json({ error: 'insured_cents must be at least 0' }, 422);
    const to = addresses.get(Number(to_address_id));
    if (!to || (to.owner !== owner && !flaws.addressed))
      return c.json({ error: 'to_address_id is unknown' }, 422);
    const pin = String(randomInt(10_000)).padStart(4, '0');
    const day = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
    const parcel = {
      ...{ id: 101 + all.length, owner, label, insured, pin, to },
      status: 'CREATED',
      day,
      tries: 0,
    };
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
  routes.post('/parcels/:id/reschedule', async (c) => {
    const parcel = flaws.moved ? all.find(({ id }) => String(id) === c.req.param('id')) : ofAsker(c);
    const { day } = await body(c);
    if (!asker(c)) return c.json(unknown, 401);
    if (!parcel) return c.json(absent, 404);
    const ahead = (Date.parse(String(day)) - Date.now()) / DAY_MS;
    if (!(ahead > 0 && ahead < MOST_DAYS))
      return c.json({ error: `day must lie within the next ${MOST_DAYS} days` }, 422);
    parcel.day = String(day);
    return c.json(shown(parcel));
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
      'GET /addresses': secured,
      'POST /addresses': { ...secured, ...takes({ street: TEXT }) },
      'GET /addresses/{id}': { ...secured, parameters: [pathParameter('id', '41', NUMBER)] },
      'PUT /addresses/{id}': {
        ...{ ...secured, parameters: [pathParameter('id', '41', NUMBER)] },
        ...takes({ street: TEXT }),
      },
      'POST /parcels': {
        ...secured,
        ...takes({ label: TEXT, to_address_id: NUMBER, insured_cents: { ...NUMBER, example: 5000 } }, [
          'label',
          'to_address_id',
        ]),
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
      'POST /parcels/{id}/reschedule': {
        ...at,
        ...takes({ day: { type: 'string', example: '2031-05-05' } }),
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
