import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Behaviour {
  /** What becomes of a quantity; undefined: refused. */
  readonly counts: (quantity: number) => number | undefined;
  /** A total is shown; it is not where false. */
  readonly priced?: boolean;
  readonly list?: string;
}

const TEXT = { type: 'string' };
const PRICE = 240;
const BY_ID = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] };
const LINE = {
  type: 'object',
  required: ['quantity'],
  properties: { quantity: { type: 'integer', minimum: 1 } },
};
const ORDER = {
  type: 'object',
  required: ['label', 'items'],
  properties: { label: TEXT, items: { type: 'array', minItems: 1, items: LINE } },
};

/** Orders of lamps, some of each; `left` are those that are there. */
export function countedOrders({
  counts,
  priced = true,
  list = '/orders',
}: Behaviour): LabApp & { readonly left: () => number } {
  const orders = new Map<number, object>();
  let next = 1;
  const routes = new Hono();
  routes.get(list, (c) => c.json([...orders.values()]));
  routes.post(list, async (c) => {
    const { label, items } = (await c.req.json().catch(() => ({}))) as { label?: unknown; items?: unknown };
    const sent = Array.isArray(items) ? (items as { quantity?: unknown }[]) : [];
    const lines = sent.map(({ quantity }) => counts(Number(quantity)));
    if (lines.includes(undefined)) return c.json({ error: 'quantity must be positive' }, 422);
    const total = lines.reduce<number>((sum, quantity) => sum + PRICE * (quantity ?? 0), 0);
    const order = {
      ...{ id: next, label },
      items: lines.map((quantity) => ({ quantity })),
      ...(priced ? { total } : {}),
    };
    orders.set(next, order);
    next += 1;
    return c.json(order, 201);
  });
  routes.get(`${list}/:id`, (c) => {
    const order = orders.get(Number(c.req.param('id')));
    return order ? c.json(order) : c.json({ error: 'not found' }, 404);
  });
  routes.delete(`${list}/:id`, (c) =>
    orders.delete(Number(c.req.param('id'))) ? c.body(null, 204) : c.json({ error: 'not found' }, 404),
  );
  const openapi = documented({
    [`GET ${list}`]: {},
    [`POST ${list}`]: { requestBody: { required: true, content: { 'application/json': { schema: ORDER } } } },
    [`GET ${list}/{id}`]: BY_ID,
    [`DELETE ${list}/{id}`]: BY_ID,
  });
  return { routes, openapi, left: () => orders.size };
}

export const countingAnything = countedOrders({ counts: (quantity) => quantity });
export const keepingAnything = countedOrders({ counts: (quantity) => quantity, priced: false });
export const refusing = countedOrders({ counts: (quantity) => (quantity > 0 ? quantity : undefined) });
export const atLeastOne = countedOrders({ counts: (quantity) => Math.max(1, quantity) });
export const movingStock = countedOrders({ counts: (quantity) => quantity, list: '/stock-movements' });
export const notSold = countedOrders({ counts: (quantity) => quantity, priced: false, list: '/readouts' });
