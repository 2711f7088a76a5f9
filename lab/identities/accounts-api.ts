import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface LabAccount {
  readonly username: string;
  password: string;
  email: string;
  readonly admin: boolean;
}

interface Behaviour {
  /** Whose password `PUT /users/{username}/password` changes: the named one's, the asker's, or nobody's but one's own. */
  readonly password?: 'named' | 'asker' | 'own';
  /** Says yes to a change of password that it does not make. */
  readonly pretends?: boolean;
  readonly email?: RegExp;
  readonly removal?: 'own' | 'admin' | 'none';
  /** Registration answers with the new account's record; the list names nobody's rights. */
  readonly showsRecord?: boolean;
  /** Registration keeps `admin: true`. */
  readonly keepsAdmin?: boolean;
  /** The login answers with a form, as OAuth 2 has it, and a field of another name. */
  readonly oauth?: boolean;
  /** Bodies and answers hold the account below this name, `{"user": {…}}`, at every depth of the dotted path. */
  readonly within?: string;
  /** The document gives examples of bodies and describes no member. */
  readonly examplesOnly?: boolean;
  /** The scheme before the token; the document says only that a key goes into the header Authorization. */
  readonly scheme?: string;
  /** People register with a name and an e-mail address, and log in with the address as `username`. */
  readonly byMail?: boolean;
  /** Says at the login whether the name or the password is wrong. */
  readonly tellsNames?: boolean;
}

const TEXT = { type: 'string' };
const body = (
  properties: Record<string, object>,
  { mediaType = 'application/json', within = '', examplesOnly = false } = {},
) => {
  const example = Object.fromEntries(Object.keys(properties).map((name) => [name, `some-${name}`]));
  const inner = examplesOnly ? { type: 'object', example } : { type: 'object', properties, required: [] };
  const schema = within
    .split('.')
    .filter(Boolean)
    .reduceRight((held: object, name) => ({ type: 'object', properties: { [name]: held } }), inner);
  return { requestBody: { content: { [mediaType]: { schema } } } };
};
const named = { parameters: [pathParameter('username', 'ada')] };
const secured = { security: [{ bearer: [] }] };

/** A service where anybody registers. `accounts` are those that exist. */
export function accountsApi(behaviour: Behaviour = {}): LabApp & { readonly accounts: () => string[] } {
  const { password = 'own', email = /^[a-z0-9]+@[a-z.]+$/, removal = 'own', oauth = false } = behaviour;
  const { within = '', examplesOnly = false, scheme = 'Bearer' } = behaviour;
  const names = within.split('.').filter(Boolean);
  const unwrapped = (sent: unknown) =>
    names.reduce((held, name) => (held as Record<string, unknown> | undefined)?.[name], sent);
  const accounts = new Map<string, LabAccount>([
    ['ada', { username: 'ada', password: 'Lamp-and-5-chairs', email: 'ada@example.org', admin: true }],
  ]);
  const sessions = new Map<string, string>();
  const routes = new Hono();
  const asker = (authorization: string | undefined) =>
    accounts.get(
      sessions.get(authorization?.startsWith(`${scheme} `) ? authorization.slice(scheme.length + 1) : '') ??
        '',
    );
  const unknown = { error: 'unauthorized' };

  routes.post('/register', async (c) => {
    const sent = (unwrapped(await c.req.json().catch(() => ({}))) ?? {}) as LabAccount;
    const username = behaviour.byMail ? sent.email : sent.username;
    if (!username || !sent.password || accounts.has(username)) return c.json({ error: 'refused' }, 400);
    const { email: address } = sent;
    const admin = behaviour.keepsAdmin === true && sent.admin === true;
    accounts.set(username, { username, password: sent.password, email: address, admin });
    if (behaviour.showsRecord) return c.json({ username, email: address, admin }, 201);
    return c.json({ message: 'Registered. Log in to get a token.', status: 'success' }, 201);
  });
  routes.post('/login', async (c) => {
    const asked = oauth ? await c.req.parseBody() : await c.req.json().catch(() => ({}));
    const sent = (unwrapped(asked) ?? {}) as Partial<LabAccount>;
    const account = accounts.get(String(sent.username));
    if (!account || account.password !== sent.password) {
      const which = account ? 'wrong password' : 'no such user';
      return c.json({ error: behaviour.tellsNames ? which : 'wrong name or password' }, 401);
    }
    const token = randomBytes(12).toString('hex');
    sessions.set(token, account.username);
    return c.json(oauth ? { access_token: token, token_type: 'bearer' } : { data: { token } });
  });
  routes.get('/me', (c) => {
    const account = asker(c.req.header('Authorization'));
    return account ? c.json({ username: account.username, email: account.email }) : c.json(unknown, 401);
  });
  routes.get('/users', (c) =>
    c.json(
      [...accounts.values()].map(({ username, admin }) =>
        behaviour.showsRecord ? { username } : { username, admin },
      ),
    ),
  );
  routes.put('/users/:username/password', async (c) => {
    const account = asker(c.req.header('Authorization'));
    if (!account) return c.json(unknown, 401);
    const owner = accounts.get(c.req.param('username'));
    if (!owner || (password === 'own' && owner !== account)) return c.json({ error: 'forbidden' }, 403);
    const sent = await c.req.json<{ password: string }>();
    if (!behaviour.pretends) (password === 'asker' ? account : owner).password = sent.password;
    return c.body(null, 204);
  });
  routes.put('/users/:username/email', async (c) => {
    const account = asker(c.req.header('Authorization'));
    if (!account) return c.json(unknown, 401);
    if (account.username !== c.req.param('username')) return c.json({ error: 'forbidden' }, 403);
    const sent = await c.req.json<{ email: string }>();
    if (!email.test(sent.email)) return c.json({ error: 'no address' }, 400);
    account.email = sent.email;
    return c.body(null, 204);
  });
  routes.delete('/users/:username', (c) => {
    const account = asker(c.req.header('Authorization'));
    if (!account) return c.json(unknown, 401);
    const name = c.req.param('username');
    const may = account.admin || (removal === 'own' && account.username === name);
    if (removal === 'none' || !may) return c.json({ error: 'forbidden' }, 403);
    return accounts.delete(name) ? c.json({ removed: name }) : c.json({ error: 'not found' }, 404);
  });

  const credentials = { username: TEXT, password: TEXT };
  const bodies = { within, examplesOnly };
  const bearer =
    scheme === 'Bearer'
      ? { type: 'http', scheme: 'bearer' }
      : { type: 'apiKey', in: 'header', name: 'Authorization' };
  return {
    routes,
    accounts: () => [...accounts.keys()],
    openapi: documented(
      {
        'POST /register': body(
          {
            ...(behaviour.byMail ? { name: TEXT, password: TEXT } : credentials),
            email: { type: 'string', format: 'email' },
          },
          bodies,
        ),
        'POST /login': body(credentials, {
          ...bodies,
          ...(oauth ? { mediaType: 'application/x-www-form-urlencoded' } : {}),
        }),
        'GET /me': secured,
        'GET /users': {},
        'PUT /users/{username}/password': { ...named, ...secured, ...body({ password: TEXT }) },
        'PUT /users/{username}/email': { ...named, ...secured, ...body({ email: TEXT }) },
        'DELETE /users/{username}': { ...named, ...secured },
      },
      { components: { securitySchemes: { bearer } } },
    ),
  };
}
