import { makesOneTimeKey } from '../openapi/one-time-key.ts';
import type { Operation } from '../openapi/operation.ts';
import { objectMakers } from './object-makers.ts';
import type { PlaceKind } from './place.ts';
import { type Transfer, transfers } from './transfers.ts';

/** A write that is documented to happen once for each key of idempotency. */
export interface KeyedWrite {
  readonly operation: Operation;
  /** The header that takes the key. */
  readonly header: string;
  /** Left out where it makes an object. */
  readonly transfer?: Transfer;
}

export const keyedWrites: PlaceKind<KeyedWrite> = {
  one: 'write with a key of idempotency',
  many: 'writes with a key of idempotency',
  async find(known) {
    const moving = await transfers.find(known);
    const makers = await objectMakers.find(known);
    return known.surface.operations.flatMap((operation): KeyedWrite[] => {
      const header = operation.parameters.find(makesOneTimeKey)?.name;
      if (header === undefined) return [];
      const transfer = moving.find((one) => one.operation === operation);
      if (transfer) return [{ operation, header, transfer }];
      return makers.includes(operation) ? [{ operation, header }] : [];
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
