import { ordersApi, ownOnly } from './orders-api.ts';

export const objectsAreOpen = ordersApi({ list: ownOnly, object: (_user, order) => order ?? 404 });
/** Answers every identifier with the same help text. */
export const sameForEveryId = ordersApi({
  list: ownOnly,
  object: () => ({ help: 'log in to see your orders here' }),
});
/** Only administrators may list; single objects are for everybody. */
export const listForAdmins = ordersApi({
  list: (user) => (user === undefined ? 401 : 403),
  object: (_user, order) => order ?? 404,
});
