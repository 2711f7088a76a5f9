import { ordersApi, ownObject, RANDOM_ORDERS } from './orders-api.ts';
import { parcelsApi } from './parcels-api.ts';

export const servesToStrangers = ordersApi({
  orders: RANDOM_ORDERS,
  object: (user, order) => (user === undefined ? 401 : (order ?? 404)),
});
export const servesToOwners = ordersApi({ orders: RANDOM_ORDERS, object: ownObject });
/** Says no with status 200. */
export const saysNoSoftly = ordersApi({
  orders: RANDOM_ORDERS,
  object: (user, order) =>
    user === undefined ? 401 : order?.owner_id === user ? order : { error: 'not allowed to see this order' },
});
/** Only administrators may list; every user may read single objects. */
export const listForAdmins = ordersApi({
  orders: RANDOM_ORDERS,
  list: (user, orders) => (user === undefined ? 401 : user === 7 ? orders : 403),
  object: (user, order) => (user === undefined ? 401 : (order ?? 404)),
});

/** Nobody has a line in his basket before a scan puts one there. */
export const linesOfAll = parcelsApi({ line: true });
export const linesOfOwners = parcelsApi();
