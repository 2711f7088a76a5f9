import type { Operation } from '../openapi/operation.ts';
import { actsOnObject, type ObjectWriter, objectWriters } from './object-makers.ts';
import { ownUser, placeFor } from './own-body-slots.ts';
import { type PlaceKind, perSurface } from './place.ts';

/** The change or removal of one account, which the path names: `DELETE /users/{username}`. */
export interface AccountWrite {
  readonly to: 'named-account';
  readonly operation: Operation;
}

/** Of accounts as the scan registers them, at addresses that were proven with one of its own. */
export const accountWrites = perSurface((surface): readonly AccountWrite[] => {
  const own = ownUser(surface);
  if (!own) return [];
  return surface.operations
    .filter((operation) => ['PUT', 'PATCH', 'DELETE'].includes(operation.method) && !actsOnObject(operation))
    .filter((operation) => {
      const place = placeFor(operation, own, surface);
      return place !== undefined && 'id' in place;
    })
    .map((operation) => ({ to: 'named-account', operation }) as const);
});

/** Writes that somebody without a login may try. */
export const anonymousWrites: PlaceKind<(ObjectWriter & { readonly to?: never }) | AccountWrite> = {
  one: objectWriters.one,
  many: objectWriters.many,
  find: async (known) => [...(await objectWriters.find(known)), ...accountWrites(known.surface)],
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
