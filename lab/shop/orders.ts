import { z } from 'zod';
import { rowsWhere } from '../input-validation/tiny-conditions.ts';
import { type Area, type Parts, seenActively, seenByOne, seenByTwo, seenByTwoActively } from './area.ts';
import { Problem } from './problem.ts';
import type { Order } from './rows.ts';
import { found } from './store.ts';
import { CENTS, NUMBER, TEXT } from './views.ts';

const LINE = z.object({ productId: NUMBER, quantity: z.int().min(1).max(20) });
const NEW = z.object({ items: z.array(LINE).min(1).max(10), note: TEXT, addressId: NUMBER.optional() });
const CHANGE = z.object({ note: TEXT });
const SEARCH = z.object({ status: z.string().max(60).optional(), note: z.string().max(60).optional() });
const STATUS = z.enum(['placed', 'paid', 'refunded']);

const ADDRESS = z.object({ label: z.string(), street: z.string(), city: z.string() });
export const ORDER = z.object({
  id: z.int(),
  userId: z.int(),
  note: z.string(),
  total: z.int(),
  status: z.string(),
  lines: z.array(z.object({ id: z.int(), productId: z.int(), quantity: z.int(), price: z.int() })),
  shipTo: ADDRESS.optional(),
});

export function orderView(store: Parts['store'], { addressId, ...order }: Order): z.infer<typeof ORDER> {
  const lines = store.lines.all().filter(({ orderId }) => orderId === order.id);
  const address = addressId === undefined ? undefined : store.addresses.get(addressId);
  return {
    ...order,
    lines: lines.map(({ orderId: _, ...line }) => line),
    ...(address ? { shipTo: { label: address.label, street: address.street, city: address.city } } : {}),
  };
}

const unknown = (path: string, message: string) =>
  new Problem(422, 'Not valid', { errors: [{ path, message }] });

/** Orders of products, at the prices of the catalogue. */
export const orders: Area = {
  switches: [
    ...seenByTwo(
      [
        'order-read-by-anyone',
        'Any order is shown to whoever is logged in.',
        'GET /orders/{id}',
        ['foreign-object-served', 'neighbour-object-served'],
      ],
      [
        'order-list-of-query-user',
        'The list is of the user that the query names.',
        'GET /orders',
        ['object-id-in-query', 'foreign-object-served'],
      ],
    ),
    ...seenByTwoActively(
      [
        'order-update-by-anyone',
        'Any order is changed by whoever is logged in.',
        'PATCH /orders/{id}',
        ['foreign-object-written'],
      ],
      [
        'order-cancel-by-anyone',
        'Any order is removed by whoever is logged in.',
        'DELETE /orders/{id}',
        ['foreign-object-written'],
      ],
      [
        'line-below-own-order',
        'A line is looked up by its own number, whichever order it belongs to.',
        'PATCH /orders/{id}/lines/{lineId}',
        ['foreign-object-written'],
      ],
      [
        'order-to-anothers-address',
        'An order may name an address of somebody else, and shows it.',
        'POST /orders',
        [
          'foreign-object-served',
          'foreign-field-served',
          'foreign-object-written',
          'object-made-for-another',
        ],
      ],
      [
        'order-for-body-user',
        'An order is made for the user that the body names.',
        'POST /orders',
        ['foreign-object-written', 'mass-assignment', 'object-made-for-another'],
      ],
    ),
    ...seenActively(
      [
        'total-on-order',
        'A new order keeps a total that is sent along.',
        'POST /orders',
        ['mass-assignment'],
      ],
      [
        'price-of-client',
        'A new order takes the price of each item from the client.',
        'POST /orders',
        ['mass-assignment'],
      ],
      [
        'status-on-order-update',
        'An update keeps that the order is paid.',
        'PATCH /orders/{id}',
        ['mass-assignment'],
      ],
      [
        'negative-quantity',
        'An order takes fewer than no items, for less than nothing.',
        'POST /orders',
        ['schema-violation-accepted', 'negative-quantity-accepted'],
      ],
      [
        'order-null-body-500',
        'An order of null breaks the handler.',
        'POST /orders',
        ['ordinary-request-error', 'unhandled-parameter-error'],
      ],
      [
        'order-unknown-product-500',
        'An order of a product that is not there breaks the handler.',
        'POST /orders',
        ['ordinary-request-error', 'unhandled-parameter-error'],
      ],
      [
        'order-search-sql',
        'The search joins a member of its body into a statement.',
        'POST /orders/search',
        ['sql-injection'],
      ],
    ),
    ...seenByOne([
      'order-page-500',
      'A page that is no number breaks the list.',
      'GET /orders',
      ['unhandled-parameter-error'],
    ]),
  ],
  add({ api, store, on }) {
    const { orders: table, lines, products, invoices } = store;
    const shown = (order: Order) => orderView(store, order);
    const list = z.object({ items: z.array(ORDER) });

    const pages = z.object({ page: z.coerce.number().int().min(1).max(1_000).optional() });
    const asks = pages.extend({
      ...(on('order-page-500') ? { page: z.string().optional() } : {}),
      ...(on('order-list-of-query-user') ? { userId: z.coerce.number().optional() } : {}),
    }) as z.ZodType<{ page?: number | string; userId?: number }>;
    api.add(
      'GET /orders',
      {
        says: 'The own orders',
        who: 'user',
        query: on('order-list-of-query-user') ? pages.extend({ userId: NUMBER.optional() }) : pages,
        asks,
        answers: list,
      },
      ({ user, query }) => {
        const { page = 1, userId = user.id } = query;
        if (on('order-page-500') && Number.isNaN(Number(page))) throw new Error('no such page');
        const own = table.all().filter((order) => order.userId === userId);
        const from = (Number(page) - 1) * 20;
        return { items: own.slice(from, from + 20).map(shown) };
      },
    );
    api.add('GET /orders/{id}', { says: 'One order', who: 'user', answers: ORDER }, ({ user, id }) =>
      shown(found(table, id(), on('order-read-by-anyone') ? undefined : user)),
    );

    const item = LINE.extend({
      ...(on('price-of-client') ? { price: CENTS.optional() } : {}),
      ...(on('negative-quantity') ? { quantity: z.int().max(20) } : {}),
    });
    const reads = NEW.extend({
      items: z.array(item).min(1).max(10),
      ...(on('total-on-order') ? { total: z.int().optional() } : {}),
      ...(on('order-for-body-user') ? { userId: NUMBER.optional() } : {}),
    });
    api.add(
      'POST /orders',
      {
        says: 'Orders products',
        who: 'user',
        body: NEW,
        reads: on('order-null-body-500') ? reads.or(z.null()) : reads,
        answers: ORDER,
        status: 201,
      },
      ({ body, user }) => {
        const {
          items,
          note,
          addressId,
          total,
          userId = user.id,
        } = body as z.infer<typeof reads> & {
          total?: number;
          userId?: number;
        };
        const address = addressId === undefined ? undefined : store.addresses.get(addressId);
        const isOwn = address?.userId === user.id || (address && on('order-to-anothers-address'));
        if (addressId !== undefined && !isOwn) throw unknown('addressId', 'no such address');
        const priced = (items as (z.infer<typeof LINE> & { price?: number })[]).map((one) => {
          const product = products.get(one.productId);
          if (!product && on('order-unknown-product-500')) throw new Error('no such product');
          if (!product) throw unknown('items.productId', 'no such product');
          return { productId: one.productId, quantity: one.quantity, price: one.price ?? product.price };
        });
        const sum = priced.reduce((all, { price, quantity }) => all + price * quantity, 0);
        const order = table.add({ userId, note, status: 'placed', total: total ?? sum, addressId });
        for (const line of priced) lines.add({ ...line, orderId: order.id });
        invoices.add({ orderId: order.id, number: `T-${3_024_000 + order.id * 41}`, total: order.total });
        return shown(order);
      },
    );

    const changes = on('status-on-order-update') ? CHANGE.extend({ status: STATUS.optional() }) : CHANGE;
    api.add(
      'PATCH /orders/{id}',
      { says: 'Changes the note of an order', who: 'user', body: CHANGE, reads: changes, answers: ORDER },
      ({ user, id, body }) => {
        const order = found(table, id(), on('order-update-by-anyone') ? undefined : user);
        return shown(Object.assign(order, body));
      },
    );
    api.add('DELETE /orders/{id}', { says: 'Cancels an order', who: 'user' }, ({ user, id }) => {
      const order = found(table, id(), on('order-cancel-by-anyone') ? undefined : user);
      table.remove(order.id);
    });
    api.add(
      'PATCH /orders/{id}/lines/{lineId}',
      {
        says: 'Orders more or less of a product',
        who: 'user',
        body: z.object({ quantity: LINE.shape.quantity }),
        answers: ORDER,
      },
      ({ user, id, body }) => {
        const order = found(table, id(), user);
        const line = lines.get(id('lineId'));
        if (!line || (line.orderId !== order.id && !on('line-below-own-order')))
          throw new Problem(404, 'Not found');
        line.quantity = body.quantity;
        return shown(order);
      },
    );

    api.add(
      'POST /orders/search',
      { says: 'Searches the own orders', who: 'user', body: SEARCH, answers: list },
      ({ user, body: { status, note } }) => {
        const own = table.all().filter((order) => order.userId === user.id);
        const fits = (order: Order) =>
          (status === undefined || order.status === status) &&
          (note === undefined || order.note.includes(note));
        if (!on('order-search-sql')) return { items: own.filter(fits).map(shown) };
        const held = own.map((order) => ({ id: String(order.id), status: order.status }));
        const ids = rowsWhere(held, `status = '${status ?? 'placed'}'`, 'sql').map((row) => Number(row.id));
        return { items: own.filter((order) => ids.includes(order.id)).map(shown) };
      },
    );
  },
};
