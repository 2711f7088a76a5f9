import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { ORDERS } from './orders-api.ts';

/** `/invoices` shows one user's, by a rule that is told the user of the credential and the one in the query. */
function invoices(shown: (self: number, asked: number | undefined) => number | 403): LabApp {
  const app = new Hono();
  app.get('/invoices', (c) => {
    if (c.req.header('Authorization') !== 'Bearer ada-token-5Tq') {
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    }
    const asked = c.req.query('user_id');
    const user = shown(7, asked === undefined ? undefined : Number(asked));
    if (user === 403) return c.json({ error: 'forbidden' }, 403);
    return c.json(ORDERS.filter(({ owner_id }) => owner_id === user));
  });
  return {
    routes: app,
    openapi: documented({ 'GET /invoices': { parameters: [query('user_id', { type: 'integer' })] } }),
  };
}

export const believesQuery = invoices((self, asked) => asked ?? self);
export const ignoresQuery = invoices((self) => self);
export const refusesOthers = invoices((self, asked) => (asked === undefined || asked === self ? self : 403));
