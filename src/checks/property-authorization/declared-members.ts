import { jsonContent } from '../../openapi/json-content.ts';
import { flatten } from '../../openapi/merge-schemas.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { plainName } from '../../values/plain-name.ts';
import type { Path } from './added-members.ts';

const DEEPEST = 4;

/** True where a request schema describes any member at all. */
export function isDescribed(operation: Operation, spec: Spec | undefined): boolean {
  return operation.source === 'spec' && Object.keys(propertiesOf(schemaOf(operation), spec)).length > 0;
}

/** True where the schema offers the member to callers: it names it, or has an object there that may hold anything. */
export function offers(operation: Operation, spec: Spec | undefined, path: Path): boolean {
  const { resolve } = spec ?? WITHOUT_SPEC;
  let schema: unknown = schemaOf(operation);
  for (const [at, key] of path.entries()) {
    if (typeof key === 'number') {
      const flat = flatten(schema, resolve).schema;
      schema = isNode(flat) ? flat.items : undefined;
      continue;
    }
    const properties = propertiesOf(schema, spec);
    if (at > 0 && Object.keys(properties).length === 0) return true;
    const [, property] =
      Object.entries(properties).find(([name]) => plainName(name) === plainName(key)) ?? [];
    if (property === undefined) return false;
    schema = resolve(property);
    if (isNode(schema) && schema.readOnly === true) return false;
  }
  return true;
}

/** What is sent there says what to look for, and sets nothing. */
const ASKS = /[/:_-](?:search|query|filter|find|lookup|count|export)\/?$/i;

/** Plain names of the members that writes of this kind, at its list or below, are described to take. */
export function namesTakenBelow(path: string, operations: readonly Operation[], spec: Spec | undefined) {
  const base = path.replace(/\/$/, '').replace(/\/\{[^{}]+\}$/, '');
  const names = new Set<string>();
  for (const operation of operations) {
    const isWrite = ['POST', 'PUT', 'PATCH'].includes(operation.method) && !ASKS.test(operation.path);
    if (isWrite && (operation.path === base || operation.path.startsWith(`${base}/`)))
      collect(schemaOf(operation), spec, names, 0);
  }
  return names;
}

function collect(schema: unknown, spec: Spec | undefined, names: Set<string>, depth: number) {
  if (depth > DEEPEST) return;
  const { resolve } = spec ?? WITHOUT_SPEC;
  for (const [name, property] of Object.entries(propertiesOf(schema, spec))) {
    const flat = flatten(resolve(property), resolve).schema;
    if (isNode(flat) && flat.readOnly === true) continue;
    names.add(plainName(name));
    collect(isNode(flat) && flat.items !== undefined ? flat.items : flat, spec, names, depth + 1);
  }
}

function schemaOf({ bodies }: Operation): unknown {
  return jsonContent({ bodies })?.schema;
}
