import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Ada bought both; Bob sold her the first, and nobody whom the scan speaks as the second. */
const ORDERS = [
  { ref: 'S-601', buyer_id: 7, seller_id: 8, item: 'a tea set', ship_to: 'Ada Lund, Mill Lane 4' },
  { ref: 'S-602', buyer_id: 7, seller_id: 9, item: 'a bench', ship_to: 'Ada Lund, Mill Lane 4' },
];

/** Orders are listed to their buyers; the bill is served to buyer and seller, or to whoever asks. */
export function soldOrders(billedTo: 'parties' | 'all', { isNamed = true } = {}): LabApp {
  const routes = new Hono();
  routes.use(async (c, next) => {
    if (userOf(c.req.header('authorization')) === undefined) return c.json({ error: 'unauthorized' }, 401);
    await next();
  });
  const asker = (header: string | undefined) => userOf(header);
  const orderOf = (ref: string, user: number | undefined, all = false) =>
    ORDERS.find((one) => one.ref === ref && (all || one.buyer_id === user || one.seller_id === user));
  routes.get('/me', (c) => c.json({ id: asker(c.req.header('authorization')) }));
  routes.get('/orders', (c) =>
    c.json(ORDERS.filter(({ buyer_id }) => buyer_id === asker(c.req.header('authorization')))),
  );
  routes.get('/orders/:ref', (c) => {
    const found = orderOf(c.req.param('ref'), asker(c.req.header('authorization')));
    const { seller_id, ...rest } = found ?? {};
    if (!found) return c.json({ error: 'not found' }, 404);
    return c.json(isNamed ? { ...rest, seller_id } : rest);
  });
  routes.get('/orders/:ref/bill', (c) => {
    const user = asker(c.req.header('authorization'));
    const found = orderOf(c.req.param('ref'), user, billedTo === 'all');
    return found
      ? c.json({ order: found.ref, billed_to: found.ship_to, item: found.item })
      : c.json({ error: 'not found' }, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /orders': {},
      'GET /orders/{ref}': { parameters: [pathParameter('ref', 'S-601')] },
      'GET /orders/{ref}/bill': { parameters: [pathParameter('ref', 'S-601')] },
    }),
  };
}
