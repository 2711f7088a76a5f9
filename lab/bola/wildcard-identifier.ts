import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ORDERS, ordersApi } from './orders-api.ts';

export const starMatchesAll = ordersApi({
  list: () => 401,
  object: (_user, order, id) => (id === '*' ? { orders: ORDERS } : (order ?? 404)),
});
/** Takes anything for a search. */
export const searches = ordersApi({ list: () => 401, object: () => ({ orders: ORDERS }) });
/** Shows no more by the wildcard than by the list. */
export const listedAnyway = ordersApi({
  list: (_user, orders) => orders,
  object: (_user, order, id) => (id === '*' ? { orders: ORDERS } : (order ?? 404)),
});
/** A documented place beside the objects, and a list that shows one page at a time. */
const withPlaces = (places: readonly string[], list: object | 401): LabApp => {
  const routes = new Hono()
    .get('/orders', (c) =>
      list === 401 ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }) : c.json(list),
    )
    .get('/orders/:id', (c) => {
      const asked = c.req.param('id');
      if (places.includes(asked)) return c.json({ orders: ORDERS });
      const order = ORDERS.find(({ id }) => String(id) === asked);
      return order ? c.json(order) : c.json({ error: 'not found' }, 404);
    });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  return {
    routes,
    openapi: documented({
      'GET /orders': {},
      'GET /orders/{id}': { parameters: [id] },
      ...Object.fromEntries(
        places.filter((place) => /^\w+$/.test(place)).map((place) => [`GET /orders/${place}`, {}]),
      ),
    }),
  };
};
export const documentedSibling = withPlaces(['all'], 401);
export const firstPage = withPlaces(['*'], { orders: ORDERS.slice(0, 2), total: ORDERS.length });
