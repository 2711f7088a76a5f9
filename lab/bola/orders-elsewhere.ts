import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ORDERS, type Order, ownObject, userOf } from './orders-api.ts';

interface Elsewhere {
  /** Where one's own orders are listed. */
  readonly list: string;
  /** A list right above the objects, too: refused to users, or with everybody's objects. */
  readonly above?: 'refused' | 'shared';
  /** Who the field that names a user is: `author_id` of what is published. */
  readonly field?: string;
  readonly guarded?: boolean;
}

/** `/orders/{id}`, whose list stands somewhere else in the paths. */
export function ordersElsewhere({ list, above, field = 'owner_id', guarded = false }: Elsewhere): LabApp {
  const routes = new Hono();
  const shown = ({ owner_id, ...order }: Order) => ({ ...order, [field]: owner_id });
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  if (above === 'refused') routes.get('/orders', (c) => c.json({ error: 'for administrators' }, 403));
  if (above === 'shared') routes.get('/orders', (c) => c.json(ORDERS.map(shown)));
  routes.get('/me', (c) => c.json({ user_id: userOf(c.req.header('Authorization')) }));
  routes.get(list.replace('{user_id}', ':user'), (c) => {
    const user = userOf(c.req.header('Authorization'));
    const named = c.req.param('user' as never) as string | undefined;
    if (named !== undefined && Number(named) !== user) return c.json({ error: 'forbidden' }, 403);
    return c.json({ orders: ORDERS.filter(({ owner_id }) => owner_id === user).map(shown) });
  });
  routes.get('/orders/:id', (c) => {
    const order = ORDERS.find(({ id }) => String(id) === c.req.param('id'));
    const seen = guarded ? ownObject(userOf(c.req.header('Authorization')), order) : order;
    return typeof seen === 'object' ? c.json(shown(seen)) : c.json({ error: 'not found' }, 404);
  });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      ...(above ? { 'GET /orders': {} } : {}),
      [`GET ${list}`]: list.includes('{') ? { parameters: [{ ...id, name: 'user_id' }] } : {},
      'GET /orders/{id}': { parameters: [id] },
    }),
  };
}

/** Orders for everybody, and one more each time that the list is read. */
export function growingOrders(): LabApp {
  const routes = new Hono();
  const orders = [...ORDERS];
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  routes.get('/orders', (c) => {
    orders.push({ id: 106 + orders.length, owner_id: 7, item: 'a new one' });
    return c.json(orders);
  });
  routes.get('/orders/:id', (c) => {
    const order = orders.find(({ id }) => String(id) === c.req.param('id'));
    return order ? c.json(order) : c.json({ error: 'not found' }, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /orders': {},
      'GET /orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      },
    }),
  };
}
