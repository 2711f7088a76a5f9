import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** Who changes and removes an account. */
  readonly writes?: 'owner' | 'users' | 'anybody';
  /** Says yes to everybody and does what owners say. */
  readonly pretends?: boolean;
  /** The document has an example where the name stands, says so in words, and leaves the removal to OPTIONS. */
  readonly byExample?: boolean;
  /** Bytes that one's picture may have; without it nobody has one. */
  readonly picture?: number;
}

interface Account {
  readonly username: string;
  readonly password: string;
  city: string;
  picture?: string;
}

const TEXT = { type: 'string' };
const body = (properties: object) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
});
const secured = { security: [{ bearer: [] }] };
const named = { parameters: [pathParameter('username', 'ada')] };

/** Accounts are shown to all users, and addressed by their names. `accounts` are those that exist, with their cities. */
export function accountsByName(behaviour: Behaviour = {}): LabApp & { readonly accounts: () => string[] } {
  const { writes = 'owner', pretends = false, byExample = false } = behaviour;
  const accounts = new Map<string, Account>();
  const sessions = new Map<string, string>();
  accounts.set('ada', { username: 'ada', password: 'Lamp-and-5-chairs', city: 'York' });
  const routes = new Hono();
  const asker = (authorization = '') =>
    accounts.get(sessions.get(authorization.replace('Bearer ', '')) ?? '');
  const may = (user: Account | undefined, name: string) =>
    writes === 'anybody' || (user !== undefined && (writes === 'users' || user.username === name));

  routes.post('/register', async (c) => {
    const { username, password } = await c.req.json<Account>();
    if (!username || !password || accounts.has(username)) return c.json({ error: 'refused' }, 400);
    accounts.set(username, { username, password, city: 'Leeds' });
    return c.json({ message: 'registered' }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await c.req.json<Account>();
    if (accounts.get(username)?.password !== password) return c.json({ error: 'wrong' }, 401);
    const token = randomBytes(12).toString('hex');
    sessions.set(token, username);
    return c.json({ token });
  });
  routes.on('OPTIONS', '/cities', (c) => c.body(null, 200, { Allow: 'GET, HEAD' }));
  routes.get('/cities', (c) => c.json(['Leeds', 'York']));
  routes.on('OPTIONS', '/users/:username', (c) => c.body(null, 200, { Allow: 'GET, HEAD, DELETE' }));
  routes.get('/users/:username', (c) => {
    if (!asker(c.req.header('Authorization'))) return c.json({ error: 'unauthorized' }, 401);
    const account = accounts.get(c.req.param('username'));
    return c.json({ user: account ? { username: account.username, city: account.city } : null });
  });
  routes.on(['PUT', 'DELETE'], '/users/:username', async (c) => {
    const name = c.req.param('username');
    const user = asker(c.req.header('Authorization'));
    if (!user && writes !== 'anybody' && !pretends) return c.json({ error: 'unauthorized' }, 401);
    if (!may(user, name)) return pretends ? c.json({ done: true }) : c.json({ error: 'forbidden' }, 403);
    const account = accounts.get(name);
    if (!account) return c.json({ error: 'no such user' }, 404);
    if (c.req.method === 'DELETE') accounts.delete(name);
    else account.city = (await c.req.json<Account>()).city ?? account.city;
    return c.json({ done: true });
  });

  routes.get('/me', (c) => {
    const user = asker(c.req.header('Authorization'));
    return user
      ? c.json({ username: user.username, picture: user.picture ?? 'none.png' })
      : c.json({ error: 'unauthorized' }, 401);
  });
  routes.post('/me/avatar', async (c) => {
    const user = asker(c.req.header('Authorization'));
    if (!user) return c.json({ error: 'unauthorized' }, 401);
    const { file } = await c.req.parseBody();
    if (!(file instanceof File) || !file.name.endsWith('.png')) return c.json({ error: 'no picture' }, 400);
    if (file.size > (behaviour.picture ?? 0)) return c.json({ error: 'too large' }, 413);
    user.picture = `${user.username}.png`;
    return c.json({ message: 'uploaded', picture: user.picture });
  });

  const credentials = body({ username: TEXT, password: TEXT });
  const file = { type: 'string', format: 'binary' };
  const schema = { type: 'object', properties: { file } };
  const upload = { ...secured, requestBody: { content: { 'multipart/form-data': { schema } } } };
  const example = { description: 'Shows a user.\n\nFor example: `/users/jack`', ...secured };
  return {
    routes,
    accounts: () => [...accounts.values()].map(({ username, city }) => `${username} of ${city}`),
    openapi: documented(
      {
        'POST /register': credentials,
        'POST /login': credentials,
        'GET /cities': {},
        ...(behaviour.picture === undefined ? {} : { 'GET /me': secured, 'POST /me/avatar': upload }),
        ...(byExample
          ? { 'GET /users/user': example }
          : {
              'GET /users/{username}': { ...named, ...secured },
              'PUT /users/{username}': { ...named, ...secured, ...body({ city: TEXT }) },
              'DELETE /users/{username}': { ...named, ...secured },
            }),
      },
      { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
    ),
  };
}

export const accountsOfAll = accountsByName({ writes: 'users' });
export const accountsOfAnybody = accountsByName({ writes: 'anybody' });
export const accountsOfOwners = accountsByName();
export const accountsSayYes = accountsByName({ pretends: true });
/** The document writes an example where the name stands. */
export const accountsByExample = accountsByName({ writes: 'users', byExample: true });
export const ownersByExample = accountsByName({ byExample: true });
/** A picture of one's own, which the next one replaces. */
export const picturesOfAnySize = accountsByName({ picture: 100_000_000 });
export const smallPictures = accountsByName({ picture: 200_000 });
