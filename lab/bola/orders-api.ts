import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

export interface Order {
  readonly id: number | string;
  readonly owner_id: number;
  readonly item: string;
}

/** Ada is user 7, Bob is user 8. */
const TOKENS: Readonly<Record<string, number>> = {
  'ada-token-5Tq': 7,
  'bob-token-8Wd': 8,
  'cem-token-2Lp': 9,
};

export const ada: Identity = {
  name: 'ada',
  role: 'user',
  credentials: [{ kind: 'bearer', token: 'ada-token-5Tq' }],
};
export const bob: Identity = {
  name: 'bob',
  role: 'user',
  credentials: [{ kind: 'bearer', token: 'bob-token-8Wd' }],
};

/** User 9, who has nothing. */
export const cem: Identity = {
  name: 'cem',
  role: 'user',
  credentials: [{ kind: 'bearer', token: 'cem-token-2Lp' }],
};

export const ORDERS: readonly Order[] = [
  { id: 101, owner_id: 7, item: 'a lamp' },
  { id: 102, owner_id: 8, item: 'a chair' },
  { id: 103, owner_id: 7, item: 'a table' },
  { id: 104, owner_id: 8, item: 'a book' },
  { id: 105, owner_id: 7, item: 'a clock' },
];
export const RANDOM_ORDERS: readonly Order[] = ORDERS.map((order, at) => ({
  ...order,
  id: `${'9f3c1a7e'.slice(at)}${at}b-4d2e-4c1a-9b7f-${at}a5d8e2c7f1${at}`,
}));

export interface Answers {
  readonly orders?: readonly Order[];
  /** What the list shows to this user; undefined is nobody. */
  readonly list?: (user: number | undefined, orders: readonly Order[]) => readonly Order[] | 401 | 403;
  /** What the object's operation says. */
  readonly object?: (
    user: number | undefined,
    order: Order | undefined,
    id: string,
  ) => 401 | 403 | 404 | object;
}

export const ownOnly = (user: number | undefined, orders: readonly Order[]) =>
  user === undefined ? 401 : orders.filter(({ owner_id }) => owner_id === user);

/** Correct: objects of others are as absent as those that do not exist. */
export const ownObject = (user: number | undefined, order: Order | undefined) =>
  user === undefined ? 401 : order?.owner_id === user ? order : 404;

/** Who a bearer is; undefined is nobody. */
export const userOf = (authorization: string | undefined) =>
  TOKENS[(authorization ?? '').replace(/^Bearer /, '')];

/** `/orders` and `/orders/{id}` for bearers, with the flaws that are asked for. */
export function ordersApi({ orders = ORDERS, list = ownOnly, object = ownObject }: Answers = {}): LabApp {
  const app = new Hono();
  const refusal = { 'WWW-Authenticate': 'Bearer' };
  app.get('/orders', (c) => {
    const shown = list(userOf(c.req.header('Authorization')), orders);
    if (shown === 403) return c.json({ errors: [{ id: 1, code: 'forbidden' }] }, 403);
    return shown === 401 ? c.json({ error: 'unauthorized' }, 401, refusal) : c.json({ orders: shown });
  });
  app.get('/orders/:id', (c) => {
    const id = c.req.param('id');
    const said = object(
      userOf(c.req.header('Authorization')),
      orders.find((order) => String(order.id) === id),
      id,
    );
    if (said === 401) return c.json({ error: 'unauthorized' }, 401, refusal);
    if (said === 403) return c.json({ error: 'forbidden' }, 403);
    return said === 404 ? c.json({ error: 'not found' }, 404) : c.json(said);
  });
  return {
    routes: app,
    openapi: documented({
      'GET /orders': {},
      'GET /orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      },
    }),
  };
}

export const correct = ordersApi();
/** Everybody's orders, for everybody who has an account. */
export const sharedOrders = ordersApi({
  list: (user, orders) => (user === undefined ? 401 : orders),
  object: (user, order) => (user === undefined ? 401 : (order ?? 404)),
});
export const publicOrders = ordersApi({
  list: (_user, orders) => orders,
  object: (_user, order) => order ?? 404,
});
