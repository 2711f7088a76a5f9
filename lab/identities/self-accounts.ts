import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** What a session is shown by; a login always gives both. */
  readonly opensTo?: 'token' | 'cookie' | 'both';
  /** An account ends itself at its own address, only with its password, or at an address that reads nothing. */
  readonly removal?: 'me' | 'with-password' | 'below-me' | 'elsewhere';
  /** `GET /users/me` shows the first account, whoever asks. */
  readonly showsAnother?: boolean;
}

/** How a request to end an account was made. */
export interface Removal {
  readonly path: string;
  readonly authorization: boolean;
  readonly cookie: boolean;
}

export interface SelfAccounts extends LabApp {
  readonly accounts: () => string[];
  readonly notes: () => number;
  readonly removals: Removal[];
}

const TEXT = { type: 'string' };
const EMAIL = { type: 'string', format: 'email' };
const FORM = 'application/x-www-form-urlencoded';
const sent = (properties: object, required: readonly string[], type = 'application/json') => ({
  requestBody: { content: { [type]: { schema: { type: 'object', properties, required } } } },
});

/** People register and log in by their e-mail address, know of themselves only, and end their own account. */
export function selfAccounts(behaviour: Behaviour = {}): SelfAccounts {
  const { opensTo = 'token', removal = 'me' } = behaviour;
  const accounts = new Map([
    ['ada@example.org', { email: 'ada@example.org', password: 'Lamp-and-5-chairs' }],
  ]);
  let made = 0;
  const notes = new Map<number, { readonly id: number; readonly title: string; readonly owner: string }>();
  const sessions = new Map<string, { readonly email: string; readonly cookie: string }>();
  const removals: Removal[] = [];

  const asker = (c: Context) => {
    const token = c.req.header('Authorization')?.replace(/^Bearer /, '');
    const cookie = getCookie(c, 'sid');
    const byToken = token === undefined ? undefined : sessions.get(token);
    const byCookie = [...sessions.values()].find((one) => cookie !== undefined && one.cookie === cookie);
    const session = { token: byToken, cookie: byCookie, both: byToken === byCookie ? byToken : undefined };
    return accounts.get(session[opensTo]?.email ?? '');
  };
  const unknown = (c: Context) => c.json({ detail: 'Not authenticated' }, 401);
  const end = async (c: Context) => {
    const account = asker(c);
    if (!account) return unknown(c);
    const headers = [c.req.header('Authorization'), c.req.header('Cookie')];
    removals.push({ path: c.req.path, authorization: !!headers[0], cookie: !!headers[1] });
    const body = (await c.req.json().catch(() => ({}))) as { current_password?: string };
    if (removal === 'with-password' && body.current_password !== account.password)
      return c.json({ current_password: ['This field is required.'] }, 400);
    accounts.delete(account.email);
    return c.json({ message: 'User deleted successfully' });
  };

  const routes = new Hono();
  routes.post('/api/v1/users/signup', async (c) => {
    const { email, password } = await c.req.json();
    if (!/^[^@\s]+@[^@\s]+$/.test(email) || accounts.has(email)) return c.json({ detail: 'refused' }, 422);
    accounts.set(email, { email, password });
    return c.json({ email, is_active: true }, 201);
  });
  routes.post('/api/v1/login/access-token', async (c) => {
    const { username, password } = await c.req.parseBody();
    const account = accounts.get(String(username));
    if (!account || account.password !== password) return c.json({ detail: 'Incorrect' }, 400);
    const [token, cookie] = [randomBytes(9).toString('hex'), randomBytes(9).toString('hex')];
    sessions.set(token, { email: account.email, cookie });
    setCookie(c, 'sid', cookie, { httpOnly: true });
    return c.json({ access_token: token, token_type: 'bearer' });
  });
  routes.get('/api/v1/users/me', (c) => {
    const account = asker(c);
    if (!account) return unknown(c);
    return c.json({ email: behaviour.showsAnother ? 'ada@example.org' : account.email });
  });
  routes.post('/api/v1/notes', async (c) => {
    const account = asker(c);
    if (!account) return unknown(c);
    const { title } = (await c.req.json()) ?? {};
    if (typeof title !== 'string') return c.json({ error: 'a title is needed' }, 400);
    made += 1;
    const note = { id: made, title, owner: account.email };
    notes.set(note.id, note);
    return c.json(note, 201);
  });
  routes.on(['GET', 'DELETE'], '/api/v1/notes/:id', (c) => {
    const account = asker(c);
    const note = notes.get(Number(c.req.param('id')));
    if (!account) return unknown(c);
    if (note?.owner !== account.email) return c.json({ detail: 'none' }, 404);
    if (c.req.method === 'DELETE') notes.delete(note.id);
    return c.json(note);
  });
  const [method, path] = {
    me: ['DELETE', '/api/v1/users/me'],
    'with-password': ['DELETE', '/api/v1/users/me'],
    'below-me': ['POST', '/api/v1/users/me/delete'],
    elsewhere: ['DELETE', '/api/v1/account'],
  }[removal] as [string, string];
  routes.on([method], path, end);

  const secured = { security: [{ bearer: [] }] };
  const id = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  return {
    routes,
    accounts: () => [...accounts.keys()],
    notes: () => notes.size,
    removals,
    openapi: documented(
      {
        'POST /api/v1/users/signup': sent({ email: EMAIL, password: TEXT }, ['email', 'password']),
        'POST /api/v1/login/access-token': sent(
          {
            grant_type: { anyOf: [{ type: 'string', pattern: '^password$' }, { type: 'null' }] },
            username: TEXT,
            password: TEXT,
          },
          ['username', 'password'],
          FORM,
        ),
        'GET /api/v1/users/me': secured,
        'POST /api/v1/notes': { ...secured, ...sent({ title: TEXT }, ['title']) },
        'GET /api/v1/notes/{id}': { ...secured, ...id },
        'DELETE /api/v1/notes/{id}': { ...secured, ...id },
        [`${method} ${path}`]: secured,
      },
      { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
    ),
  };
}
