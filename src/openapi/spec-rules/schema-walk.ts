import { parsePointer, valueAt } from '../json-pointer.ts';
import { isNode, listMember, member, type Node, nodeMember } from '../node.ts';
import type { Schema, Spec } from '../operation.ts';
import { partAt } from '../parts.ts';

/** Schemas looked at from one starting point; those of a large document hang together. */
const MAX_SCHEMAS = 2_000;

export interface PlacedSchema {
  readonly schema: Node;
  readonly pointer: string;
  /** Name of the property that holds it; of its list for items. */
  readonly name: string | undefined;
}

/** A schema and every schema within it, breadth first; those in `seen` are passed over with all they hold. */
export function* schemasWithin(
  spec: Spec,
  root: Schema | undefined,
  pointer: string,
  name?: string,
  seen: Set<Node> = new Set(),
): Iterable<PlacedSchema> {
  let looked = 0;
  const pending: [unknown, string, string | undefined][] = [[root, pointer, name]];
  for (let at = 0; at < pending.length && looked < MAX_SCHEMAS; at += 1) {
    const [value, place, called] = pending[at] ?? [undefined, '', undefined];
    const part = partAt(value, place, spec.resolve);
    if (!part || seen.has(part.node)) continue;
    seen.add(part.node);
    looked += 1;
    // A reference within another document leads to a place that this one does not have.
    const own =
      part.pointer === place || isNode(valueAt(spec.root, parsePointer(part.pointer) ?? []))
        ? part.pointer
        : place;
    yield { schema: part.node, pointer: own, name: called };
    for (const [inner, segment, innerName] of within(part.node)) {
      pending.push([inner, `${own}${segment}`, innerName ?? called]);
    }
  }
}

function* within(schema: Node): Iterable<[unknown, string, string?]> {
  for (const keyword of ['properties', 'patternProperties']) {
    for (const [key, value] of Object.entries(nodeMember(schema, keyword) ?? {})) {
      yield [value, `/${keyword}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key];
    }
  }
  for (const keyword of ['items', 'additionalProperties', 'contains', 'then', 'else']) {
    const value = member(schema, keyword);
    if (isNode(value)) yield [value, `/${keyword}`];
  }
  for (const keyword of ['allOf', 'oneOf', 'anyOf', 'prefixItems']) {
    for (const [at, value] of listMember(schema, keyword).entries()) yield [value, `/${keyword}/${at}`];
  }
}
