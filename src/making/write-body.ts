import { isIdentifier } from '../journal/own-body.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Members of the operation's body that the thing's record has too, one of them with another value: what a change is known
 * by where the body takes no text. Undefined where there is none.
 */
export function otherValues(
  { bodies }: Operation,
  spec: Spec | undefined,
  record: Node,
): { readonly body: Node; readonly name: string; readonly value: unknown } | undefined {
  const schema = jsonContent({ bodies })?.schema;
  const kept: Record<string, unknown> = {};
  let other: { readonly name: string; readonly value: unknown } | undefined;
  for (const [name, written] of Object.entries(propertiesOf(schema, spec))) {
    const property = (spec ?? WITHOUT_SPEC).resolve(written);
    if (isIdentifier(name) || !(name in record) || !isNode(property)) continue;
    kept[name] = record[name];
    const value = other ? undefined : otherThan(record[name], property);
    if (value !== undefined) other = { name, value };
  }
  return other && { body: { ...kept, [other.name]: other.value }, ...other };
}

function otherThan(held: unknown, { enum: choices }: Node): unknown {
  if (Array.isArray(choices)) return choices.find((choice) => choice !== held && choice !== null);
  if (typeof held === 'boolean') return !held;
  if (typeof held === 'number') return held + 1;
  if (typeof held === 'string' && DAY.test(held))
    return new Date(Date.parse(held) + DAY_MS).toISOString().slice(0, 10);
  return undefined;
}
