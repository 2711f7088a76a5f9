import { ordersApi } from './orders-api.ts';

export const tellsApart = ordersApi({
  object: (user, order) => (user === undefined ? 401 : !order ? 404 : order.owner_id === user ? order : 403),
});
export const alwaysForbidden = ordersApi({
  object: (user, order) => (user === undefined ? 401 : order?.owner_id === user ? order : 403),
});
