import { isNode } from '../openapi/node.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import type { ValuePool } from './pool.ts';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** `?with=` and `?base=` take another object of the path's own kind, where the document says that they take a UUID. */
export function takesUuid({ schema, example }: Parameter): boolean {
  return (
    (isNode(schema) && (schema.format === 'uuid' || UUID.test(String(schema.example)))) ||
    UUID.test(String(example))
  );
}

/** Objects of the kind that the path names, in the order in which the service gave them out. */
export function ofTheKindInPath(operation: Operation, pool: ValuePool): readonly string[] {
  const named = operation.parameters.findLast(({ in: where }) => where === 'path');
  return named ? pool.candidates(operation, named).filter((value) => UUID.test(value)) : [];
}
