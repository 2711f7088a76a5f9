import { type Order, ordersApi } from './orders-api.ts';

const shared = (user: number | undefined, orders: readonly Order[]) => (user === undefined ? 401 : orders);
const withSecret = (order: Order) => ({ ...order, gift_secret: `for ${order.item}` });

export const showsEverybodysSecrets = ordersApi({
  list: shared,
  object: (user, order) => (user === undefined ? 401 : order ? withSecret(order) : 404),
});
/** Everybody may see the order, its owner alone the secret. */
export const showsOwnSecrets = ordersApi({
  list: shared,
  object: (user, order) =>
    user === undefined ? 401 : !order ? 404 : order.owner_id === user ? withSecret(order) : order,
});
