import { flatten } from './merge-schemas.ts';
import { isNode, type Node } from './node.ts';
import type { Spec } from './operation.ts';
import { WITHOUT_SPEC } from './sample-value.ts';

/**
 * Members that a schema names by itself or through what it refers to; none of a schema of anything but objects. Where
 * it describes none and shows an example, these are the members of the example.
 */
export function propertiesOf(schema: unknown, spec: Pick<Spec, 'resolve'> | undefined): Node {
  const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  if (!isNode(flat)) return {};
  if (isNode(flat.properties)) return flat.properties;
  const example = flat.example ?? (Array.isArray(flat.examples) ? flat.examples[0] : undefined);
  return Object.fromEntries(
    Object.entries(isNode(example) ? example : {}).map(([name, value]) => [
      name,
      { ...typeOf(value), example: value },
    ]),
  );
}

function typeOf(value: unknown): Node {
  if (Array.isArray(value)) return { type: 'array' };
  if (isNode(value)) return { type: 'object' };
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? { type } : {};
}
