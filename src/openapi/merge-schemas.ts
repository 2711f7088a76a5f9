import { equal } from './equal.ts';
import { isNode, member, type Node, nodeMember } from './node.ts';
import type { Schema } from './operation.ts';

/** One schema that holds when both hold, as far as a single object can say so. */
export function mergeSchemas(a: Schema, b: Schema): Schema {
  if (a === true) return b;
  if (b === true) return a;
  if (a === false || b === false) return false;
  const merged = new Map<string, unknown>(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    merged.set(key, merged.has(key) ? both(key, merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function both(key: string, a: unknown, b: unknown): unknown {
  if (equal(a, b)) return a;
  switch (key) {
    case 'properties':
    case 'patternProperties':
      return mergeNames(a, b);
    case 'required':
      return [...new Set([...(Array.isArray(a) ? a : []), ...(Array.isArray(b) ? b : [])])];
    case 'type':
      return commonType(a, b);
    case 'enum':
      return Array.isArray(a) && Array.isArray(b)
        ? a.filter((item) => b.some((other) => equal(item, other)))
        : a;
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return larger(a, b);
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return smaller(a, b);
    case 'multipleOf':
      return commonMultiple(a, b);
    case 'items':
    case 'additionalProperties':
    case 'propertyNames':
    case 'contains':
      return allOf(a, b);
    case 'not':
      return { anyOf: [a, b] };
    case 'uniqueItems':
    case 'nullable':
    case 'readOnly':
    case 'writeOnly':
      return key === 'nullable' ? a === true && b === true : a === true || b === true;
    case 'oneOf':
    case 'anyOf':
    case 'allOf':
      return Array.isArray(a) ? a : b;
    default:
      return a;
  }
}

function allOf(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false;
  if (a === true) return b;
  return b === true ? a : { allOf: [a, b] };
}

function mergeNames(a: unknown, b: unknown): Node {
  if (!isNode(a) || !isNode(b)) return isNode(a) ? a : ((isNode(b) ? b : {}) as Node);
  const merged = new Map<string, unknown>(Object.entries(a));
  for (const [name, schema] of Object.entries(b)) {
    merged.set(name, merged.has(name) ? allOf(merged.get(name), schema) : schema);
  }
  return Object.fromEntries(merged);
}

function commonType(a: unknown, b: unknown): unknown {
  const left = typesOf(a);
  const right = typesOf(b);
  const common = left.flatMap((type) => {
    if (right.includes(type)) return [type];
    if (type === 'integer' && right.includes('number')) return ['integer'];
    return type === 'number' && right.includes('integer') ? ['integer'] : [];
  });
  return common.length === 1 ? common[0] : common;
}

/** `type` as a list, whether written as a word or as a list (OpenAPI 3.1). */
export function typesOf(type: unknown): readonly string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((item): item is string => typeof item === 'string') : [];
}

function larger(a: unknown, b: unknown): unknown {
  return typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : (a ?? b);
}

function smaller(a: unknown, b: unknown): unknown {
  return typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : (a ?? b);
}

function commonMultiple(a: unknown, b: unknown): unknown {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return a;
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  const [x, y] = [Number(a), Number(b)];
  return x > 0 && y > 0 ? (x * y) / divisor(x, y) : a;
}

export type ResolveNode = (node: unknown) => unknown;

/** Bound on `allOf` within `allOf`: the whole of a hostile document could hang from one schema. */
const MAX_PARTS = 200;

/** A schema without `$ref` and `allOf`; alternatives of different branches are kept as lists of lists. */
export interface FlatSchema {
  readonly schema: Schema;
  /** Each group is one `oneOf`, `anyOf` or `if`: one member of each group has to hold. */
  readonly choices: readonly (readonly Schema[])[];
}

export function flatten(root: unknown, resolve: ResolveNode): FlatSchema {
  const choices: (readonly Schema[])[] = [];
  const seen = new Set<unknown>();
  let merged: Schema = true;
  const pending: unknown[] = [root];
  while (pending.length > 0 && seen.size < MAX_PARTS) {
    const node = resolve(pending.shift());
    if (typeof node === 'boolean') {
      merged = mergeSchemas(merged, node);
      continue;
    }
    if (!isNode(node) || seen.has(node)) continue;
    seen.add(node);
    const { allOf: parts, oneOf, anyOf, if: condition, then: yes, else: no, ...own } = node;
    merged = mergeSchemas(merged, own);
    if (Array.isArray(parts)) pending.unshift(...parts.slice(0, MAX_PARTS));
    for (const group of [oneOf, anyOf]) {
      if (Array.isArray(group) && group.length > 0) choices.push(alternatives(group, node, resolve));
    }
    if (condition !== undefined) {
      choices.push([{ allOf: [condition, yes ?? true] }, { allOf: [{ not: condition }, no ?? true] }]);
    }
  }
  return { schema: merged, choices };
}

/** The members of a `oneOf` or `anyOf`, each told its name where a discriminator asks for one. */
function alternatives(group: readonly unknown[], owner: Node, resolve: ResolveNode): readonly Schema[] {
  const discriminator = nodeMember(owner, 'discriminator');
  const property = member(discriminator, 'propertyName');
  return group.slice(0, MAX_PARTS).flatMap((option): Schema[] => {
    if (typeof option === 'boolean') return [option];
    if (!isNode(option)) return [];
    const reference = member(option, '$ref');
    if (typeof property !== 'string' || typeof reference !== 'string') return [option];
    const declared = member(nodeMember(resolve(option), 'properties'), property);
    const target = resolve(declared);
    if (member(target, 'enum') !== undefined || member(target, 'const') !== undefined) return [option];
    const name = discriminatorName(nodeMember(discriminator, 'mapping'), reference);
    const own = { type: 'object', properties: { [property]: { enum: [name] } }, required: [property] };
    return [{ allOf: [option, own] }];
  });
}

/** The value that announces a schema: the key of its mapping, else the schema's own name. */
export function discriminatorName(mapping: Node | undefined, reference: string): string {
  const name = reference.split('/').at(-1) ?? reference;
  const mapped = Object.entries(mapping ?? {}).find(([, target]) => target === reference || target === name);
  return mapped?.[0] ?? name;
}
