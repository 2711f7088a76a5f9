import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { Problem } from './problem.ts';
import { found } from './store.ts';
import { NUMBER, TEXT } from './views.ts';

const QUANTITY = z.int().min(1).max(20);
const NEW = z.object({ productId: NUMBER, quantity: QUANTITY, note: TEXT.optional() });
const ITEM = z.object({
  id: z.int(),
  userId: z.int(),
  productId: z.int(),
  quantity: z.int(),
  note: z.string().optional(),
});
const CART = z.object({ userId: z.int(), items: z.array(ITEM) });
const MOST_ITEMS = 50;

/** What a user is about to order. */
export const carts: Area = {
  switches: [
    ...seenByTwo(
      [
        'cart-of-header-user',
        'The cart is of the user that a header names.',
        'GET /cart',
        ['foreign-object-served', 'client-side-role-trusted'],
      ],
      [
        'cart-item-read-by-anyone',
        'Any item is shown to whoever is logged in.',
        'GET /cart/items/{id}',
        ['foreign-object-served', 'neighbour-object-served'],
      ],
    ),
    ...seenByTwoActively(
      [
        'cart-of-body-user',
        'An item goes into the cart of the user that the body names.',
        'POST /cart/items',
        ['foreign-object-written', 'mass-assignment', 'object-made-for-another'],
      ],
      [
        'cart-item-delete-by-anyone',
        'Any item is taken out by whoever is logged in.',
        'DELETE /cart/items/{id}',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively([
      'cart-odd-quantity-500',
      'A quantity that is a text breaks the handler.',
      'POST /cart/items',
      ['ordinary-request-error', 'unhandled-parameter-error'],
    ]),
  ],
  add({ api, store, on }) {
    const { cartItems: table } = store;
    const of = (id: number) => table.all().filter(({ userId }) => userId === id);
    const one = { who: 'user', answers: ITEM } as const;
    api.add('GET /cart', { says: 'The own cart', who: 'user', answers: CART }, ({ user, c }) => {
      const named = on('cart-of-header-user') ? Number(c.req.header('X-User-Id')) : Number.NaN;
      const userId = store.users.get(named)?.id ?? user.id;
      return { userId, items: of(userId) };
    });
    const body = on('cart-of-body-user') ? NEW.extend({ userId: NUMBER.optional() }) : NEW;
    const reads = on('cart-odd-quantity-500') ? body.extend({ quantity: z.unknown() }) : body;
    api.add(
      'POST /cart/items',
      { ...one, says: 'Puts a product into the cart', body, reads, status: 201 },
      ({ user, body: sent }) => {
        const { userId = user.id, ...item } = sent as z.infer<typeof NEW> & { userId?: number };
        if (!Number.isInteger(item.quantity)) throw new Error('quantity.toFixed is not a function');
        if (!store.products.get(item.productId)) throw new Problem(422, 'No such product');
        if (of(userId).length >= MOST_ITEMS) throw new Problem(409, 'The cart is full');
        return table.add({ ...item, userId });
      },
    );
    api.add('GET /cart/items/{id}', { ...one, says: 'One item' }, ({ user, id }) =>
      found(table, id(), on('cart-item-read-by-anyone') ? undefined : user),
    );
    api.add(
      'PATCH /cart/items/{id}',
      { ...one, says: 'More or less of an item', body: z.object({ quantity: QUANTITY }) },
      ({ user, id, body: sent }) => Object.assign(found(table, id(), user), sent),
    );
    api.add('DELETE /cart/items/{id}', { says: 'Takes an item out', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('cart-item-delete-by-anyone') ? undefined : user).id);
    });
  },
};
