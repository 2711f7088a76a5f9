import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';

interface Account {
  readonly id: string;
  readonly email: string;
  readonly secret: string;
}

export const TEXT = { type: 'string' };
export const secured = { security: [{ bearer: [] }] };
export const takes = (properties: object) => ({
  requestBody: {
    content: {
      'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
    },
  },
});
const credentials = takes({ email: { type: 'string', format: 'email' }, password: TEXT });

/** How a document describes registering. */
export const REGISTERING = {
  'POST /register': credentials,
  'POST /login': credentials,
  'GET /me': secured,
  'DELETE /me': secured,
};
export const BEARER = { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } };

/** People register with an address, log in for a token, and leave; whatever is added to these routes wants a login. */
export function registering(onRegister: (id: string) => void = () => undefined) {
  const accounts = new Map<string, Account>();
  const sessions = new Map<string, string>();
  const routes = new Hono();
  const asker = (c: Context) =>
    accounts.get(sessions.get((c.req.header('Authorization') ?? '').replace('Bearer ', '')) ?? '');
  const body = async (c: Context): Promise<Record<string, unknown>> => c.req.json().catch(() => ({}));
  routes.post('/register', async (c) => {
    const { email, password } = await body(c);
    if (typeof email !== 'string' || !/@/.test(email) || String(password ?? '').length < 8)
      return c.json({ error: 'email, password' }, 422);
    if ([...accounts.values()].some((one) => one.email === email)) return c.json({ error: 'taken' }, 409);
    const one = { id: randomUUID(), email, secret: String(password) };
    accounts.set(one.id, one);
    onRegister(one.id);
    return c.json({ id: one.id, email }, 201);
  });
  routes.post('/login', async (c) => {
    const { email, password } = await body(c);
    const one = [...accounts.values()].find((held) => held.email === email && held.secret === password);
    if (!one) return c.json({ error: 'wrong' }, 401);
    const token = randomUUID();
    sessions.set(token, one.id);
    return c.json({ token });
  });
  routes.use('*', async (c, next) =>
    asker(c) ? next() : c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  );
  routes.get('/me', (c) => c.json({ id: asker(c)?.id, email: asker(c)?.email }));
  routes.delete('/me', (c) => c.body(null, accounts.delete(asker(c)?.id ?? '') ? 204 : 404));
  return { accounts, routes, asker, body };
}
