import type { OwnObject } from '../../journal/own-thing.ts';
import { boundTo } from '../../making/bound.ts';
import { ownEntry } from '../../making/parents.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type MadeObject, pathTo } from '../made-object.ts';
import type { ProbeContext } from '../rule.ts';

/** The operation below another object of the same kind as the object's parent, which the scan made too. */
export function belowAnother(
  operation: Operation,
  made: MadeObject,
  below: MadeObject,
  { surface }: ProbeContext,
) {
  const values = pathTo(below, surface, operation) ?? pathTo(below, surface, describedMaker(made, surface));
  const place = below.places.find((one): one is OwnObject => 'id' in one && one.id === values?.at(-1));
  if (!values || !place) return undefined;
  const { entry, recipe } = below;
  return {
    operation: boundTo(surface, operation, values).operation,
    parent: { entry, recipe, place, reader: below.owner },
  };
}

/** The same below something of the writer's that the scan did not make. */
export function belowOwn(operation: Operation, made: MadeObject, context: ProbeContext) {
  const { surface, http: reader } = context;
  const maker = describedMaker(made, surface);
  const values = made.parent || made.parents.length === 0 ? undefined : ownEntry(context, maker);
  if (!values) return undefined;
  const bound = boundTo(surface, maker, values);
  const list = bound.surface.operations.find(
    ({ method, path }) => method === 'GET' && path === bound.operation.path,
  );
  const writes = bound.surface.operations[surface.operations.indexOf(operation)];
  return (
    list && writes && { operation: writes, parent: { reader, list: requestFor(list, surface.spec).url } }
  );
}

function describedMaker({ maker }: MadeObject, { operations }: ProbeContext['surface']): Operation {
  return operations.find(({ id }) => id === maker.id) ?? maker;
}
