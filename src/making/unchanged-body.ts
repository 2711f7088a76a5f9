import { jsonContent } from '../openapi/json-content.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { validate } from '../openapi/schema-check.ts';

const DEEPEST = 6;

/** A value that is shown in part: sent back, it would take the place of the whole. */
const MASKED = /\*{2}|•{2}|x{4}|…|\.{3}$/i;

/**
 * For things that are not the scan's own: of what they are shown to be, the plain values that go back as they came.
 * Lists may be one page of several, and what a PUT leaves out is lost: where that could be, there is no such body.
 */
export function carefullyUnchangedBody(
  operation: Operation,
  spec: Spec | undefined,
  shown: readonly Node[],
): Node | undefined {
  const body = unchangedBody(operation, spec, shown);
  if (!body) return undefined;
  const plain = plainValues(body);
  if (Object.keys(plain).length === 0) return undefined;
  if (operation.method === 'PATCH') return plain;
  const names = Object.keys(takenBy(operation, spec));
  return names.every((name) => Object.hasOwn(plain, name)) ? plain : undefined;
}

/** Also within others, as JSON:API has them; numbers that JavaScript holds as they were written. */
function plainValues(body: Node): Node {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, held]): [string, unknown][] => {
      if (isNode(held)) {
        const inner = plainValues(held);
        return Object.keys(inner).length === 0 ? [] : [[name, inner]];
      }
      const isWhole =
        typeof held === 'boolean' ||
        (typeof held === 'number' && Math.abs(held) <= Number.MAX_SAFE_INTEGER) ||
        (typeof held === 'string' && !MASKED.test(held));
      return isWhole ? [[name, held]] : [];
    }),
  );
}

function takenBy({ bodies }: Operation, spec: Spec | undefined): Node {
  const { resolve } = spec ?? WITHOUT_SPEC;
  const properties = propertiesOf(jsonContent({ bodies })?.schema, spec);
  return Object.fromEntries(
    Object.entries(properties).filter(([, property]) => {
      const described = flatten(resolve(property), resolve).schema;
      return !(isNode(described) && described.readOnly === true);
    }),
  );
}

/**
 * A body that changes nothing: what a thing is shown to be, restricted to the members that the write takes. `shown` are
 * the forms in which it is shown, the likeliest first. Undefined where the write demands what is not shown.
 */
export function unchangedBody(
  { bodies }: Operation,
  spec: Spec | undefined,
  shown: readonly Node[],
): Node | undefined {
  const schema = jsonContent({ bodies })?.schema;
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
