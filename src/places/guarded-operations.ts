import type { OperationPlace } from './operations.ts';
import type { PlaceKind } from './place.ts';
import { refusedOperations } from './refused-operations.ts';

/** Read operations that refuse anonymous and serve the identity: what every forged credential is measured against. */
export const guardedOperations: PlaceKind<OperationPlace> = {
  one: 'operation that refuses anonymous and serves the identity',
  many: 'operations that refuse anonymous and serve the identity',
  find: async (known) => {
    const refused = await refusedOperations.find(known);
    return refused.filter(({ operation }) => {
      const heard = known.record.heard(operation, known.http.identity);
      return heard?.status === 'tested' || heard?.status === 'empty';
    });
  },
  key: refusedOperations.key,
  operationOf: ({ operation }) => operation,
};
