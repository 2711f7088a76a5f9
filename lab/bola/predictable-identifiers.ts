import { ordersApi, RANDOM_ORDERS } from './orders-api.ts';

const everything = {
  list: (_user: unknown, orders: typeof RANDOM_ORDERS) => orders,
  object: (_user: unknown, order: object | undefined) => order ?? (404 as const),
};
export const randomIds = ordersApi({ orders: RANDOM_ORDERS, ...everything });
export const scatteredIds = ordersApi({
  orders: [48_211, 9_402_118, 77_230_554].map((id) => ({ id, owner_id: 7, item: 'a lamp' })),
  ...everything,
});
