import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { accountsApi } from '../identities/accounts-api.ts';

export const ada: Identity = {
  name: 'ada',
  credentials: [{ kind: 'basic', user: 'ada', password: 'Lamp-and-5-chairs' }],
};

const login = {
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { username: { type: 'string' }, password: { type: 'string' } },
        },
      },
    },
  },
};

function logins(says: (isUser: boolean, name: string) => string): LabApp {
  const app = new Hono();
  app.get('/me', (c) =>
    c.req.header('Authorization')?.startsWith('Basic ')
      ? c.json({ name: 'ada' })
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Basic' }),
  );
  app.post('/login', async (c) => {
    const { username } = await c.req.json<{ username: string }>();
    return c.json({ error: says(username === 'ada', username), at: new Date().toISOString() }, 401, {
      'WWW-Authenticate': 'Basic',
    });
  });
  return { routes: app, openapi: documented({ 'GET /me': {}, 'POST /login': login }) };
}

/** Shows the names of its users to everyone. */
export function withMembers(app: LabApp, tried: string[] = []): LabApp {
  const routes = new Hono();
  routes.use('/login', async (c, next) => {
    const { username } = await c.req.json<{ username: string }>();
    tried.push(username);
    await next();
  });
  routes.get('/members', (c) => c.json([{ username: 'ada' }, { username: 'bob' }]));
  if (typeof app.routes !== 'function') routes.route('/', app.routes);
  return { routes, openapi: documented({ 'GET /members': {}, 'POST /login': login }) };
}

export const twoMessages = logins((isUser, name) => (isUser ? 'wrong password' : `no user ${name}`));
export const oneMessage = logins((_isUser, name) => `no such user or password: ${name}`);

/** Anybody registers here, so the scan knows a user: its own. */
export const twoMessagesToMembers = accountsApi({ tellsNames: true });
export const oneMessageToMembers = accountsApi();
