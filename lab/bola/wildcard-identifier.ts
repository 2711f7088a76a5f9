import { ORDERS, ordersApi } from './orders-api.ts';

export const starMatchesAll = ordersApi({
  list: () => 401,
  object: (_user, order, id) => (id === '*' ? { orders: ORDERS } : (order ?? 404)),
});
/** Takes anything for a search. */
export const searches = ordersApi({ list: () => 401, object: () => ({ orders: ORDERS }) });
/** Shows no more by the wildcard than by the list. */
export const listedAnyway = ordersApi({
  list: (_user, orders) => orders,
  object: (_user, order, id) => (id === '*' ? { orders: ORDERS } : (order ?? 404)),
});
