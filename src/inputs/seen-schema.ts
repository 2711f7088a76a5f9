import { isNode } from '../openapi/node.ts';
import type { Schema } from '../openapi/operation.ts';

/** Members lie no deeper in requests that people write. */
const DEEPEST = 8;

/**
 * What bodies that were sent have in common, as a schema: types and values as they were seen, and as required what all
 * of them had. It promises nothing; it says which members there are. Undefined for what is no object.
 */
export function seenSchema(examples: readonly unknown[]): Schema | undefined {
  const objects = examples.filter(isNode);
  return objects.length === 0 ? undefined : objectSchema(objects, 0);
}

function objectSchema(objects: readonly Readonly<Record<string, unknown>>[], depth: number): Schema {
  const names = [...new Set(objects.flatMap(Object.keys))];
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.map((name) => [
        name,
        schemaOf(
          objects.flatMap((one) => (Object.hasOwn(one, name) ? [one[name]] : [])),
          depth,
        ),
      ]),
    ),
    required: names.filter((name) => objects.every((one) => Object.hasOwn(one, name))),
  };
}

/** Of values that differ in type nothing is said but the first of them. */
function schemaOf(values: readonly unknown[], depth: number): Schema {
  const known = values.filter((value) => value !== null);
  const [first = null] = known;
  const types = new Set(known.map(typeOf));
  if (types.size !== 1 || depth > DEEPEST) return { example: first };
  if (known.every(isNode)) return objectSchema(known, depth + 1);
  if (Array.isArray(first)) {
    const items = known.flat();
    return { type: 'array', example: first, ...(items.length > 0 && { items: schemaOf(items, depth + 1) }) };
  }
  return { type: typeOf(first), example: first };
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
