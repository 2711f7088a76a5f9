import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Manners {
  /** Out of whose purse anybody may pay. */
  readonly from: 'any' | 'own';
  /** What stands in a new purse. */
  readonly gift: number;
}

interface Purse {
  readonly id: string;
  readonly holder: string;
  coins: number;
}

/** People register, each with a purse, and move coins between purses. */
export function purses({ from, gift }: Manners): LabApp & { readonly coins: () => number[] } {
  const accounts = new Map<
    string,
    { readonly id: string; readonly email: string; readonly secret: string }
  >();
  const sessions = new Map<string, string>();
  const all = new Map<string, Purse>();
  const app = new Hono();
  const asker = (c: Context) =>
    accounts.get(sessions.get((c.req.header('Authorization') ?? '').replace('Bearer ', '')) ?? '');
  const body = async (c: Context): Promise<Record<string, unknown>> => c.req.json().catch(() => ({}));
  app.post('/register', async (c) => {
    const { email, password } = await body(c);
    if (typeof email !== 'string' || !/@/.test(email) || String(password ?? '').length < 8)
      return c.json({ error: 'email, password' }, 422);
    const one = { id: randomUUID(), email, secret: String(password) };
    accounts.set(one.id, one);
    const purse = { id: `P${500 + all.size}`, holder: one.id, coins: gift };
    all.set(purse.id, purse);
    return c.json({ id: one.id, email }, 201);
  });
  app.post('/login', async (c) => {
    const { email, password } = await body(c);
    const one = [...accounts.values()].find((held) => held.email === email && held.secret === password);
    if (!one) return c.json({ error: 'wrong' }, 401);
    const token = randomUUID();
    sessions.set(token, one.id);
    return c.json({ token });
  });
  app.use('*', async (c, next) =>
    asker(c) ? next() : c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  );
  app.get('/me', (c) => c.json({ id: asker(c)?.id, email: asker(c)?.email }));
  app.delete('/me', (c) => c.body(null, accounts.delete(asker(c)?.id ?? '') ? 204 : 404));
  app.get('/purses', (c) =>
    c.json({
      purses: [...all.values()]
        .filter(({ holder }) => holder === asker(c)?.id)
        .map(({ id, coins }) => ({ id, balance: coins })),
    }),
  );
  app.post('/coins/move', async (c) => {
    const { source_purse, target, amount } = await body(c);
    const [out, into] = [all.get(String(source_purse)), all.get(String(target))];
    if (typeof amount !== 'number' || amount < 5) return c.json({ error: 'amount' }, 422);
    const mayPay = from === 'any' || out?.holder === asker(c)?.id;
    if (!out || !into || !mayPay) return c.json({ error: 'No such purse' }, 404);
    if (out.coins < amount) return c.json({ error: 'Not enough coins' }, 409);
    out.coins -= amount;
    into.coins += amount;
    return c.json({ moved: amount }, 201);
  });
  const secured = { security: [{ bearer: [] }] };
  const takes = (properties: object) => ({
    requestBody: {
      content: {
        'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
      },
    },
  });
  const TEXT = { type: 'string' };
  const credentials = takes({ email: { type: 'string', format: 'email' }, password: TEXT });
  const openapi = documented(
    {
      'POST /register': credentials,
      'POST /login': credentials,
      'GET /me': secured,
      'DELETE /me': secured,
      'GET /purses': secured,
      'POST /coins/move': {
        ...secured,
        ...takes({ source_purse: TEXT, target: TEXT, amount: { type: 'integer', minimum: 5 } }),
      },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, coins: () => [...all.values()].map(({ coins }) => coins) };
}

export const paidByAnybody = purses({ from: 'any', gift: 40 });
export const paidByHolder = purses({ from: 'own', gift: 40 });
export const emptyForAnybody = purses({ from: 'any', gift: 0 });
export const emptyForHolder = purses({ from: 'own', gift: 0 });
