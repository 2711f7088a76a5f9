import { randomBytes, randomInt } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';

interface Codes {
  /** What stops guessing. */
  readonly guard: 'none' | 'five' | 'used-up';
  /** What asking for a code does. */
  readonly sends?: 'refuses';
}

interface Parcel {
  readonly id: number;
  readonly label: string;
  readonly owner: string;
  readonly pin: string;
  tries: number;
}

const TEXT = { type: 'string' };
const takes = (properties: object, required = Object.keys(properties)) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required } } } },
});
const secured = { security: [{ bearer: [] }] };
const SIX = { type: 'string', pattern: '^[0-9]{6}$' };
const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0');

/** Parcels that are handed over for a PIN, and telephones that are confirmed by a code which is sent to them. */
export function ownedCodes({ guard, sends }: Codes): LabApp & { readonly tried: () => readonly string[] } {
  const users = new Map<string, { readonly password: string; code?: string; tries: number }>();
  const sessions = new Map<string, string>();
  const parcels: Parcel[] = [];
  const tried: string[] = [];
  const routes = new Hono();
  const asker = (c: Context) => sessions.get(c.req.header('Authorization')?.replace(/^Bearer /, '') ?? '');
  const body = async (c: Context): Promise<Record<string, string>> => c.req.json().catch(() => ({}));
  const unknown = { error: 'unauthorized' };
  routes.post('/register', async (c) => {
    const { username, password } = await body(c);
    if (!username || !password) return c.json({ error: 'name and password are needed' }, 422);
    users.set(username, { password, tries: 0 });
    return c.json({ username }, 201);
  });
  routes.post('/login', async (c) => {
    const { username = '', password } = await body(c);
    if (users.get(username)?.password !== password) return c.json(unknown, 401);
    const token = `sess${randomBytes(12).toString('hex')}`;
    sessions.set(token, username);
    return c.json({ token });
  });
  routes.get('/me', (c) => {
    const username = asker(c);
    return username === undefined ? c.json(unknown, 401) : c.json({ username });
  });
  routes.delete('/me', (c) => {
    const username = asker(c);
    if (username === undefined) return c.json(unknown, 401);
    users.delete(username);
    return c.body(null, 204);
  });
  const judged = (
    c: Context,
    held: { tries: number },
    right: string | undefined,
    given: unknown,
    ok: object,
  ) => {
    if (given === undefined) return c.json({ error: 'the code is missing' }, 422);
    tried.push(String(given));
    if (guard === 'five' && held.tries >= 5) return c.json({ error: 'too many tries' }, 429);
    held.tries += 1;
    // It is used up after five, and nobody is told.
    if (guard === 'used-up' && held.tries > 5) return c.json({ error: 'wrong or expired code' }, 422);
    const says = guard === 'used-up' ? 'wrong or expired code' : 'wrong code';
    return right === given ? c.json(ok) : c.json({ error: says }, 422);
  };
  routes.post('/me/phone/send-code', (c) => {
    const user = users.get(asker(c) ?? '');
    if (!user) return c.json(unknown, 401);
    if (sends === 'refuses') return c.json({ error: 'add a telephone first' }, 409);
    user.code = digits(6);
    return c.body(null, 204);
  });
  routes.post('/me/phone/verify', async (c) => {
    const user = users.get(asker(c) ?? '');
    if (!user) return c.json(unknown, 401);
    const { code } = await body(c);
    if (code !== undefined && user.code === undefined) return c.json({ error: 'ask for a code first' }, 409);
    return judged(c, user, user.code, code, { verified: true });
  });
  const shown = ({ id, label }: Parcel) => ({ id, label });
  const ofAsker = (c: Context) =>
    parcels.find(({ id, owner }) => String(id) === c.req.param('id') && owner === asker(c));
  routes.post('/parcels', async (c) => {
    const owner = asker(c);
    const { label } = await body(c);
    if (owner === undefined) return c.json(unknown, 401);
    if (typeof label !== 'string') return c.json({ error: 'label is missing' }, 422);
    const id = (parcels.at(-1)?.id ?? 300) + 1;
    const parcel = { id, label, owner, pin: digits(4), tries: 0 };
    parcels.push(parcel);
    return c.json(shown(parcel), 201);
  });
  routes.get('/parcels', (c) => {
    const owner = asker(c);
    return owner === undefined
      ? c.json(unknown, 401)
      : c.json(parcels.filter((one) => one.owner === owner).map(shown));
  });
  routes.get('/parcels/:id', (c) => {
    const parcel = ofAsker(c);
    if (asker(c) === undefined) return c.json(unknown, 401);
    return parcel ? c.json(shown(parcel)) : c.json({ error: 'no such parcel' }, 404);
  });
  routes.delete('/parcels/:id', (c) => {
    const parcel = ofAsker(c);
    if (!parcel) return c.json({ error: 'no such parcel' }, 404);
    parcels.splice(parcels.indexOf(parcel), 1);
    return c.body(null, 204);
  });
  routes.post('/parcels/:id/hand-over', async (c) => {
    const parcel = ofAsker(c);
    if (!parcel) return c.json({ error: 'no such parcel' }, 404);
    return judged(c, parcel, parcel.pin, (await body(c)).pin, { handed: true });
  });
  routes.get('/parcels/:id/contents', (c) => {
    const parcel = ofAsker(c);
    if (!parcel) return c.json({ error: 'no such parcel' }, 404);
    return judged(c, parcel, parcel.pin, c.req.query('pin'), { contents: 'lamps' });
  });
  routes.get('/parcels/:id/label/:pin', (c) => {
    const parcel = ofAsker(c);
    if (!parcel) return c.json({ error: 'no such parcel' }, 404);
    const pin = c.req.param('pin');
    return judged(c, parcel, parcel.pin, /^[0-9]{4}$/.test(pin) ? pin : undefined, { label: parcel.label });
  });
  const id = pathParameter('id', '301', { type: 'integer' });
  const openapi = documented(
    {
      'POST /register': takes({ username: TEXT, password: TEXT }),
      'POST /login': takes({ username: TEXT, password: TEXT }),
      'GET /me': secured,
      'DELETE /me': secured,
      'POST /me/phone/send-code': secured,
      'POST /me/phone/verify': { ...secured, ...takes({ code: SIX }) },
      'POST /parcels': { ...secured, ...takes({ label: TEXT }) },
      'GET /parcels': secured,
      'GET /parcels/{id}': { ...secured, parameters: [id] },
      'DELETE /parcels/{id}': { ...secured, parameters: [id] },
      'POST /parcels/{id}/hand-over': { ...secured, parameters: [id], ...takes({ pin: TEXT }) },
      'GET /parcels/{id}/contents': { ...secured, parameters: [id, query('pin', {}, { required: true })] },
      'GET /parcels/{id}/label/{pin}': { ...secured, parameters: [id, pathParameter('pin', '4711')] },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, tried: () => tried };
}
