import { ordersApi } from './orders-api.ts';

export const looksUpByIdOnly = ordersApi({
  object: (user, order) => (user === undefined ? 401 : (order ?? 404)),
});
