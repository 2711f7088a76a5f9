import type { Operation } from '../openapi/operation.ts';
import { isRemovedAgain, objectMakers, objectWriters, parentMakers } from './object-makers.ts';
import type { PlaceKind } from './place.ts';

/** A write whose body is kept with an object of the scan's own: the one that makes it, or one that changes it. */
export interface KeptWrite {
  readonly operation: Operation;
  readonly maker: Operation;
  /** True where what is made cannot be removed: of such a kind no more is made than has to be. */
  readonly stays: boolean;
}

export const keptWrites: PlaceKind<KeptWrite> = {
  one: 'operation that makes or changes an object of the scan’s own',
  many: 'operations that make or change an object of the scan’s own',
  find: async (known) => {
    const { surface } = known;
    const removable = await objectMakers.find(known);
    const makers = [...new Set([...removable, ...parentMakers(surface)])];
    const changes = (await objectWriters.find(known)).filter(
      ({ operation: { method, bodies } }) =>
        ['PUT', 'PATCH'].includes(method) && bodies.some(({ mediaType }) => /json/.test(mediaType)),
    );
    const stays = (maker: Operation) => !removable.includes(maker) && !isRemovedAgain(maker, surface);
    return [
      ...makers.map((operation) => ({ operation, maker: operation, stays: stays(operation) })),
      ...changes.map(({ operation, maker }) => ({ operation, maker, stays: stays(maker) })),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
