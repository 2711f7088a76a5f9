import { isAdministrative } from '../discovery/administration.ts';
import type { OperationPlace } from './operations.ts';
import { readOperations } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** Operations that belong to whoever runs the service, and can be asked for without changing anything. */
export const administrativeReads: PlaceKind<OperationPlace> = {
  one: 'administrative operation that can be read',
  many: 'administrative operations that can be read',
  find: async (known) =>
    (await readOperations.find(known)).filter(({ operation }) => isAdministrative(operation)),
  key: readOperations.key,
  operationOf: ({ operation }) => operation,
};
