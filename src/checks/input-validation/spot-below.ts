import { addressAbove, boundTo, variablesIn } from '../../making/bound.ts';
import { parentsFor } from '../../making/parents.ts';
import type { Operation } from '../../openapi/operation.ts';
import { kindInPath } from '../../values/resource-names.ts';
import { pathTo, sharedObject } from '../made-object.ts';
import type { ProbeContext } from '../rule.ts';

/** Where something is made: the operation below the parents that it gets, in a surface whose pages show these. */
export interface Spot {
  readonly context: ProbeContext;
  readonly operation: Operation;
}

/** Below a thing of the scan's own, or an entry of a catalogue that everybody reads; undefined where there is none. */
export async function spotFor(operation: Operation, context: ProbeContext): Promise<Spot | undefined> {
  const parents = await parentsFor(context, operation, async (maker) => {
    const parent = await sharedObject(context, maker, [operation]);
    return parent && pathTo(parent, context.surface, operation);
  });
  if (!parents) return undefined;
  const bound = boundTo(context.surface, operation, parents);
  const [id] = parents;
  const kind = kindInPath(addressAbove(operation.path));
  // Pages for people stand beside the API, `/articles/{slug}` of `/api/articles/{slug}/remarks`.
  const operations = bound.surface.operations.map((one) => {
    const [name, ...more] = variablesIn(one.path);
    const isOfParent =
      one.method === 'GET' &&
      name !== undefined &&
      more.length === 0 &&
      kindInPath(addressAbove(one.path)) === kind;
    return isOfParent && id !== undefined && parents.length === 1
      ? boundTo(bound.surface, one, [id]).operation
      : one;
  });
  return { context: { ...context, surface: { ...bound.surface, operations } }, operation: bound.operation };
}
