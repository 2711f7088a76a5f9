import type { Operation } from '../openapi/operation.ts';
import { objectMakers, objectWriters } from './object-makers.ts';
import type { PlaceKind } from './place.ts';

/** A write whose body is kept with an object of the scan's own: the one that makes it, or one that changes it. */
export interface KeptWrite {
  readonly operation: Operation;
  readonly maker: Operation;
}

export const keptWrites: PlaceKind<KeptWrite> = {
  one: 'operation that makes or changes an object which can be removed',
  many: 'operations that make or change an object which can be removed',
  find: async (known) => {
    const makers = await objectMakers.find(known);
    const writers = await objectWriters.find(known);
    return [
      ...makers.map((operation) => ({ operation, maker: operation })),
      ...writers.filter(({ operation }) => operation.method !== 'DELETE'),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
