import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ORDERS, userOf } from './orders-api.ts';

/** Where an identifier alone is enough. */
export type Open =
  | 'profile'
  | 'notes'
  | 'invoice'
  | 'receipt'
  | 'account'
  | 'name'
  | 'header'
  | 'filter'
  | 'version';

interface Options {
  readonly open?: Open;
  /** Profiles are a directory: they say that somebody exists, and no more. */
  readonly directory?: boolean;
  /** Everybody sees the work address of everybody, and the rest of his own profile. */
  readonly colleagues?: boolean;
  /** The list of orders shows everybody's to all. */
  readonly shared?: boolean;
  /** What the service calls every user. */
  readonly role?: string;
}

const PEOPLE: Readonly<Record<number, { readonly username: string; readonly email: string }>> = {
  6: { username: 'eve', email: 'eve@mail.example' },
  7: { username: 'ada', email: 'ada@mail.example' },
  8: { username: 'bob', email: 'bob@mail.example' },
  9: { username: 'cleo', email: 'cleo@mail.example' },
};

/** What belongs to a user, or to an order of a user's, addressed in path, query and header. */
export function readsByIdentifier({
  open,
  directory = false,
  colleagues = false,
  shared = false,
  role,
}: Options = {}): LabApp {
  const routes = new Hono();
  const asker = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  routes.use(async (c, next) => {
    if (asker(c) === 0) return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return next();
  });
  const absent = { error: 'not found' };
  routes.get('/me', (c) => c.json({ id: asker(c), account: `AC-${asker(c)}00`, ...PEOPLE[asker(c)], role }));
  routes.get('/users/:id', (c) => {
    const id = Number(c.req.param('id'));
    const person = PEOPLE[id];
    if (!person || (open !== 'profile' && !directory && !colleagues && id !== asker(c)))
      return c.json(absent, 404);
    if (colleagues) {
      const work = {
        id,
        name: person.username,
        title: 'Accountant',
        department: 'finance',
        email: person.email,
      };
      return c.json(id === asker(c) ? { ...work, phone: '+43 1 5550 100', address: 'Ring 5' } : work);
    }
    return c.json(directory ? { id, username: person.username } : { id, ...person });
  });
  routes.get('/users/:id/notes', (c) => {
    const id = Number(c.req.param('id'));
    if (!PEOPLE[id] || (open !== 'notes' && id !== asker(c))) return c.json(absent, 404);
    return c.json([{ text: `what ${id} wrote down` }, { text: 'buy milk' }]);
  });
  routes.get('/orders', (c) =>
    c.json(
      ORDERS.filter(({ owner_id }) => shared || owner_id === asker(c)).map(({ id, item }) => ({
        id,
        item,
      })),
    ),
  );
  const orderOf = (id: string | undefined, user: number, isOpen: boolean) =>
    ORDERS.find((order) => String(order.id) === id && (isOpen || shared || order.owner_id === user));
  routes.get('/orders/:id', (c) => {
    const order = orderOf(c.req.param('id'), asker(c), false);
    return order ? c.json({ id: order.id, item: order.item }) : c.json(absent, 404);
  });
  routes.get('/orders/:id/invoice', (c) => {
    const order = orderOf(c.req.param('id'), asker(c), open === 'invoice');
    return order ? c.json({ total: Number(order.id) * 3, lines: [order.item] }) : c.json(absent, 404);
  });
  routes.get('/receipt', (c) => {
    const order = orderOf(c.req.query('order_id'), asker(c), open === 'receipt');
    return order ? c.json({ paid: Number(order.id) * 3, user_id: order.owner_id }) : c.json(absent, 404);
  });
  routes.get('/accounts/:account', (c) => {
    const user = Number(/^AC-(\d)00$/.exec(c.req.param('account'))?.[1]);
    if (!PEOPLE[user] || (open !== 'account' && user !== asker(c))) return c.json(absent, 404);
    return c.json({ balance: user * 1_000, customer: { id: user } });
  });
  routes.get('/messages', (c) => {
    const named = Object.entries(PEOPLE).find(([, { username }]) => username === c.req.query('username'));
    if (!named || (open !== 'name' && Number(named[0]) !== asker(c))) return c.json(absent, 404);
    return c.json({ messages: [`to ${named[1].username}`] });
  });
  routes.get('/statement', (c) => {
    const user = Number(/^AC-(\d)00$/.exec(c.req.header('X-Account') ?? '')?.[1]);
    if (!PEOPLE[user] || (open !== 'header' && user !== asker(c))) return c.json(absent, 404);
    return c.json({ lines: [{ amount: user * 7 }], owner: user });
  });
  routes.get('/bookings', (c) => {
    const named = Number(c.req.query('user_id') ?? asker(c));
    const user = open === 'filter' ? named : asker(c);
    return c.json([{ id: user * 11, day: `2026-0${user}-01` }]);
  });
  routes.get('/v1/orders/:id', (c) => {
    const order = orderOf(c.req.param('id'), asker(c), open === 'version');
    return order ? c.json({ number: order.id, item: order.item }) : c.json(absent, 404);
  });
  const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /users/{id}': { parameters: [path('id')] },
      'GET /users/{id}/notes': { parameters: [path('id')] },
      'GET /orders': {},
      'GET /orders/{id}': { parameters: [path('id')] },
      'GET /orders/{id}/invoice': { parameters: [path('id')] },
      'GET /receipt': { parameters: [{ ...path('order_id'), in: 'query' }] },
      'GET /accounts/{account}': { parameters: [path('account')] },
      'GET /messages': { parameters: [{ ...path('username'), in: 'query' }] },
      'GET /bookings': { parameters: [{ ...path('user_id'), in: 'query', required: false }] },
      'GET /v1/orders/{id}': { parameters: [path('id')] },
      'GET /statement': { parameters: [{ ...path('X-Account'), in: 'header' }] },
    }),
  };
}
