import { readsOwnRecord } from '../discovery/own-record.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { isRead, type Operation } from '../openapi/operation.ts';
import { requestFor, type SampleOptions } from '../openapi/samples.ts';
import { poolOf } from '../values/pool.ts';
import type { PlaceKind } from './place.ts';
import { perSurface } from './place.ts';

/** An operation that can be read without changing anything, with its ordinary request. */
export interface OperationPlace {
  readonly operation: Operation;
  readonly request: RequestSpec;
}

/** Operations that read, but for those that by their name change or end something. */
export const readOperations: PlaceKind<OperationPlace> = {
  one: 'operation',
  many: 'operations',
  find: ({ surface }) => operationsToRead(surface),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

export const operationsToRead = perSurface((surface): readonly OperationPlace[] =>
  surface.operations
    .filter(({ method, path }) => isRead(method) && !isRisky(path))
    .map((operation) => ({ operation, request: requestOf(surface, operation) })),
);

/** Where whoever asks reads the record of himself. */
export const ownRecords = perSurface((surface) =>
  operationsToRead(surface).filter(({ operation }) => readsOwnRecord(operation.path)),
);

/** The operation's ordinary request, as exploration found it to work. */
export function requestOf(surface: Surface, operation: Operation): RequestSpec {
  return requestFor(operation, surface.spec, ordinaryOf(surface, operation));
}

/** What fills the ordinary request: what was found to work, else what the service itself gave out. */
export function ordinaryOf(surface: Surface, operation: Operation): SampleOptions {
  return surface.ordinary?.get(operation.id) ?? { values: poolOf(surface.identifiers).valuesFor(operation) };
}
