import { flatten } from './merge-schemas.ts';
import { isNode, type Node } from './node.ts';
import type { Spec } from './operation.ts';
import { WITHOUT_SPEC } from './sample-value.ts';

/** Members that a schema names by itself or through what it refers to; none of a schema of anything but objects. */
export function propertiesOf(schema: unknown, spec: Pick<Spec, 'resolve'> | undefined): Node {
  const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  return isNode(flat) && isNode(flat.properties) ? flat.properties : {};
}
