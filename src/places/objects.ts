import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { listAbove, type ObjectList, objectLists, type PathValues } from './object-lists.ts';
import { ordinaryOf, requestOf } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** A GET operation that addresses one object by the last part of its path: `/users/{user}/orders/{id}`. */
export interface ObjectPlace {
  readonly operation: Operation;
  /** Name of the path parameter that says which object. */
  readonly parameter: string;
  /** Path parameters before it: the objects that this one stands under. */
  readonly parents: readonly string[];
  /** The same path without the last part, where it is an operation too. */
  readonly list?: { readonly operation: Operation; readonly request: RequestSpec };
  /** An identifier that the service gave out. */
  readonly known?: string;
  /** Under the parents that the service gave out, or under those given. */
  requestFor(identifier: string, parents?: PathValues): RequestSpec;
  /** Every list of such objects, the one above first. */
  readonly lists: readonly ObjectList[];
}

/** Every kind of object that the service addresses by path, with and without a slash at its end. */
export const objects: PlaceKind<ObjectPlace> = {
  one: 'kind of object',
  many: 'kinds of objects',
  find: ({ surface }) => surface.operations.flatMap((operation) => objectPlace(surface, operation) ?? []),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
  unusable: ({ operation, parents }, { surface }) => {
    const { values = {} } = ordinaryOf(surface, operation);
    const missing = parents.find((name) => values[name] === undefined);
    return missing === undefined ? undefined : `no value is known for {${missing}}`;
  },
};

const LAST_PARAMETER = /\/\{([^}/]+)\}\/?$/;

function objectPlace(surface: Surface, operation: Operation): ObjectPlace | undefined {
  const parameter = LAST_PARAMETER.exec(operation.path)?.[1];
  if (operation.method !== 'GET' || parameter === undefined || isRisky(operation.path)) return undefined;
  const ordinary = ordinaryOf(surface, operation);
  const { values = {} } = ordinary;
  const parents = operation.parameters
    .filter(({ in: where, name }) => where === 'path' && name !== parameter)
    .map(({ name }) => name);
  const above = operation.path.replace(LAST_PARAMETER, '');
  const list = listAbove(surface, operation, above);
  return {
    operation,
    parameter,
    parents,
    ...(list ? { list: { operation: list, request: requestOf(surface, list) } } : {}),
    ...(values[parameter] === undefined ? {} : { known: values[parameter] }),
    requestFor: (identifier, under = {}) => {
      // Marked and put in as written: identifiers such as `*` or `%25` must reach the service unchanged.
      const mark = 'mb0identifier0mb';
      const request = requestFor(operation, surface.spec, {
        ...ordinary,
        values: { ...values, ...under },
        overrides: { ...ordinary.overrides, path: { [parameter]: mark } },
      });
      return { ...request, url: request.url.replace(mark, () => identifier) };
    },
    // Where hundreds of paths list one kind, all of them for each object at once would fill the memory.
    get lists() {
      return objectLists(surface, operation, parents, above);
    },
  };
}
