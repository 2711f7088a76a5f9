import type { Operation } from '../openapi/operation.ts';
import { ownUser, placeFor } from './own-body-slots.ts';
import type { PlaceKind } from './place.ts';

/** Operations by which an account that the scan registered changes itself. */
export const profileUpdates: PlaceKind<Operation> = {
  one: 'operation that changes one’s own account',
  many: 'operations that change one’s own account',
  find: ({ surface }) => {
    const own = ownUser(surface);
    if (!own) return [];
    return surface.operations.filter(
      (operation) =>
        ['PUT', 'PATCH'].includes(operation.method) && placeFor(operation, own, surface) !== undefined,
    );
  },
  key: ({ id }) => id,
  operationOf: (operation) => operation,
};
