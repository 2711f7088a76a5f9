import type { OperationPlace } from './operations.ts';
import { operationsToRead } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** Reads that know the identity and do not let it: for other roles (403), or for those who pay (402). */
export const forbiddenReads: PlaceKind<OperationPlace> = {
  one: 'read that is forbidden to the identity',
  many: 'reads that are forbidden to the identity',
  find: ({ surface, record, http }) =>
    operationsToRead(surface).filter(({ operation }) => {
      const heard = record.heard(operation, http.identity);
      return heard?.status === 'forbidden' || heard?.reason === 'returned 402';
    }),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
