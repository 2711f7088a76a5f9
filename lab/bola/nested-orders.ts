import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ORDERS, userOf } from './orders-api.ts';

/** Which of the two parts of `/users/{user_id}/orders/{id}` is compared with whoever asks, or with the order. */
export type Compared = 'both' | 'order only' | 'user only';

/** Orders under their users; a list is for its user alone. `/me` tells who one is. */
export function nestedOrders(compared: Compared): LabApp {
  const routes = new Hono();
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  routes.get('/me', (c) => c.json({ user_id: userOf(c.req.header('Authorization')) }));
  routes.get('/users/:user/orders', (c) => {
    const self = userOf(c.req.header('Authorization'));
    if (Number(c.req.param('user')) !== self) return c.json({ error: 'forbidden' }, 403);
    return c.json(ORDERS.filter(({ owner_id }) => owner_id === self));
  });
  routes.get('/users/:user/orders/:id', (c) => {
    const user = Number(c.req.param('user'));
    const order = ORDERS.find(({ id }) => String(id) === c.req.param('id'));
    if (compared !== 'order only' && user !== userOf(c.req.header('Authorization')))
      return c.json({ error: 'forbidden' }, 403);
    const isThere = order && (compared === 'user only' || order.owner_id === user);
    return isThere ? c.json(order) : c.json({ error: 'not found' }, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /users/{user_id}/orders': { parameters: [parameter('user_id')] },
      'GET /users/{user_id}/orders/{id}': { parameters: [parameter('user_id'), parameter('id')] },
    }),
  };
}
