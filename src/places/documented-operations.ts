import type { Operation } from '../openapi/operation.ts';
import type { PlaceKind } from './place.ts';

/** Operations of any method, for rules that read about them and send nothing: whether one answers does not matter. */
export const documentedOperations: PlaceKind<Operation> = {
  one: 'operation',
  many: 'operations',
  find: ({ surface }) => surface.operations,
  key: ({ id }) => id,
};
