import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { found } from './store.ts';
import { NUMBER } from './views.ts';

const ITEM = z.object({ productId: NUMBER, quantity: z.int().min(1).max(20) });
const CART = z.object({
  userId: z.int(),
  items: z.array(z.object({ productId: z.int(), quantity: z.int() })),
});

/** What a user is about to order. */
export const carts: Area = {
  switches: [
    ...seenByTwo([
      'cart-of-header-user',
      'The cart is of the user that a header names.',
      'GET /cart',
      ['foreign-object-served', 'client-side-role-trusted'],
    ]),
    ...seenByTwoActively([
      'cart-of-body-user',
      'An item goes into the cart of the user that the body names.',
      'POST /cart/items',
      ['foreign-object-written'],
    ]),
    ...seenActively([
      'cart-odd-quantity-500',
      'A quantity that is a text breaks the handler.',
      'POST /cart/items',
      ['ordinary-request-error', 'unhandled-parameter-error'],
    ]),
  ],
  add({ api, store, on }) {
    const { carts: held } = store;
    const cartOf = (userId: number) => ({ userId, items: held.get(userId) ?? [] });
    api.add('GET /cart', { says: 'The own cart', who: 'user', answers: CART }, ({ user, c }) => {
      const named = on('cart-of-header-user') ? Number(c.req.header('X-User-Id')) : Number.NaN;
      return cartOf(store.users.get(named)?.id ?? user.id);
    });
    const reads = ITEM.extend({
      ...(on('cart-of-body-user') ? { userId: NUMBER.optional() } : {}),
      ...(on('cart-odd-quantity-500') ? { quantity: z.unknown() } : {}),
    });
    const body = on('cart-of-body-user') ? ITEM.extend({ userId: NUMBER.optional() }) : ITEM;
    api.add(
      'POST /cart/items',
      { says: 'Puts a product into the cart', who: 'user', body, reads, answers: CART, status: 201 },
      ({ user, body: sent }) => {
        const { productId, quantity, userId = user.id } = sent as z.infer<typeof ITEM> & { userId?: number };
        if (!Number.isInteger(quantity)) throw new Error('quantity.toFixed is not a function');
        found(store.products, productId);
        const items = (held.get(userId) ?? []).filter((item) => item.productId !== productId);
        held.set(userId, [...items, { productId, quantity }].slice(-50));
        return cartOf(userId);
      },
    );
    api.add(
      'DELETE /cart/items/{productId}',
      { says: 'Takes a product out', who: 'user' },
      ({ user, id }) => {
        const left = (held.get(user.id) ?? []).filter(({ productId }) => productId !== id('productId'));
        held.set(user.id, left);
      },
    );
    api.add(
      'DELETE /cart',
      { says: 'Empties the cart', who: 'user' },
      ({ user }) => void held.delete(user.id),
    );
  },
};
