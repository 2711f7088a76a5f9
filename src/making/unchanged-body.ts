import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { validate } from '../openapi/schema-check.ts';

const DEEPEST = 6;

/**
 * A body that changes nothing: what a thing is shown to be, restricted to the members that the write takes. `shown` are
 * the forms in which it is shown, the likeliest first. Undefined where the write demands what is not shown.
 */
export function unchangedBody(
  { bodies }: Operation,
  spec: Spec | undefined,
  shown: readonly Node[],
): Node | undefined {
  const schema = bodies.find(({ mediaType }) => /json/.test(mediaType))?.schema;
  if (schema === undefined) return undefined;
  for (const record of shown) {
    const body = restricted(schema, record, spec, 0);
    if (!isNode(body) || Object.keys(body).length === 0) continue;
    if (validate(spec ?? WITHOUT_SPEC, schema, body, { direction: 'request' }).length === 0) return body;
  }
  return undefined;
}

function restricted(schema: unknown, held: unknown, spec: Spec | undefined, depth: number): unknown {
  const { resolve } = spec ?? WITHOUT_SPEC;
  const flat = flatten(schema, resolve).schema;
  if (depth > DEEPEST) return held;
  if (Array.isArray(held)) {
    const items = isNode(flat) ? flat.items : undefined;
    return held.map((item) => restricted(items, item, spec, depth + 1));
  }
  if (!isNode(held)) return held;
  const properties = propertiesOf(flat, spec);
  // An object that may hold anything is taken as it is.
  if (depth > 0 && Object.keys(properties).length === 0) return held;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      if (!Object.hasOwn(held, name)) return [];
      const described = flatten(resolve(property), resolve).schema;
      if (isNode(described) && described.readOnly === true) return [];
      return [[name, restricted(described, held[name], spec, depth + 1)]];
    }),
  );
}
