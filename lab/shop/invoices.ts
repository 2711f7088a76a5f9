import { z } from 'zod';
import { rowsWhere } from '../input-validation/tiny-conditions.ts';
import { type Area, seenActively, seenByTwo } from './area.ts';
import { Problem } from './problem.ts';
import { found } from './store.ts';

const INVOICE = z.object({ id: z.int(), orderId: z.int(), number: z.string(), total: z.int() });

/** Invoices, below the order that they are of. */
export const invoices: Area = {
  switches: [
    ...seenByTwo(
      [
        'invoice-list-by-anyone',
        'The invoices of any order are shown to whoever is logged in.',
        'GET /orders/{id}/invoices',
        ['foreign-object-served', 'neighbour-object-served'],
      ],
      [
        'invoice-below-own-order',
        'An invoice is looked up by its own number, whichever order it belongs to.',
        'GET /orders/{id}/invoices/{invoiceId}',
        ['foreign-object-served', 'neighbour-object-served'],
      ],
    ),
    ...seenActively([
      'invoice-sql',
      'The list joins the number of an invoice into a statement.',
      'GET /orders/{id}/invoices',
      ['sql-injection'],
    ]),
  ],
  add({ api, store, on }) {
    const { orders, invoices: table } = store;
    const query = z.object({ number: z.string().max(60).optional() });
    api.add(
      'GET /orders/{id}/invoices',
      { says: 'Invoices of an order', who: 'user', query, answers: z.object({ items: z.array(INVOICE) }) },
      ({ user, id, query: { number } }) => {
        const order = found(orders, id(), on('invoice-list-by-anyone') ? undefined : user);
        const items = table.all().filter(({ orderId }) => orderId === order.id);
        if (number === undefined) return { items };
        if (!on('invoice-sql')) return { items: items.filter((one) => one.number === number) };
        const rows = items.map((one) => ({ id: String(one.id), number: one.number }));
        const ids = rowsWhere(rows, `number = '${number}'`, 'sql').map((row) => Number(row.id));
        return { items: items.filter((one) => ids.includes(one.id)) };
      },
    );
    api.add(
      'GET /orders/{id}/invoices/{invoiceId}',
      { says: 'One invoice', who: 'user', answers: INVOICE },
      ({ user, id }) => {
        const order = found(orders, id(), user);
        const invoice = found(table, id('invoiceId'));
        if (invoice.orderId !== order.id && !on('invoice-below-own-order'))
          throw new Problem(404, 'Not found');
        return invoice;
      },
    );
  },
};
