import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** What is done with a key that was seen before. */
type Known = 'kept' | 'ignored' | 'refused';

const TEXT = { type: 'string' };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

/** Orders that are made once for each `Idempotency-Key`; `left` are those that are there. */
export function keyedOrders(known: Known): LabApp & { readonly left: () => number } {
  const orders = new Map<number, { id: number; note: string }>();
  const answers = new Map<string, { id: number; note: string }>();
  let next = 1;
  const routes = new Hono();
  const idOf = (c: Context) => Number(c.req.param('id'));
  routes.get('/orders', (c) => c.json([...orders.values()]));
  routes.post('/orders', async (c) => {
    const { note } = (await c.req.json().catch(() => ({}))) as { note?: unknown };
    const key = c.req.header('Idempotency-Key');
    if (typeof note !== 'string') return c.json({ error: 'note is required' }, 422);
    if (key === undefined) return c.json({ error: 'a key is needed' }, 400);
    const before = answers.get(key);
    if (before && known === 'kept') return c.json(before, 201);
    if (before && known === 'refused') return c.json({ error: 'this key was used' }, 409);
    const order = { id: next, note };
    next += 1;
    orders.set(order.id, order);
    answers.set(key, order);
    return c.json(order, 201);
  });
  routes.get('/orders/:id', (c) => {
    const order = orders.get(idOf(c));
    return order ? c.json(order) : c.json({ error: 'not found' }, 404);
  });
  routes.delete('/orders/:id', (c) =>
    orders.delete(idOf(c)) ? c.body(null, 204) : c.json({ error: 'not found' }, 404),
  );
  const openapi = documented({
    'GET /orders': {},
    'POST /orders': {
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: TEXT }],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object', required: ['note'], properties: { note: TEXT } } },
        },
      },
    },
    'GET /orders/{id}': { parameters: [ID] },
    'DELETE /orders/{id}': { parameters: [ID] },
  });
  return { routes, openapi, left: () => orders.size };
}

export const ignoring = keyedOrders('ignored');
export const keeping = keyedOrders('kept');
export const refusing = keyedOrders('refused');
