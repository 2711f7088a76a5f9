import { equal } from './equal.ts';
import { formatFits } from './formats.ts';
import { formatPointer } from './json-pointer.ts';
import { discriminatorName, type ResolveNode, typesOf } from './merge-schemas.ts';
import { isNode, listMember, member, type Node, nodeMember, textMember } from './node.ts';
import type { Spec } from './operation.ts';
import { readPattern } from './pattern.ts';

/** Effort for one value: hostile schemas multiply through `anyOf` within `anyOf`. */
const MAX_STEPS = 100_000;
const MAX_DEPTH = 100;
const MAX_VIOLATIONS = 50;
/** Comparing every pair costs the square. */
const MAX_COMPARED_ITEMS = 300;

export interface Violation {
  /** JSON pointer into the value; empty for the value itself. */
  readonly path: string;
  /** The schema keyword that does not hold. */
  readonly keyword: string;
  /** One clause: `is longer than 10 characters`. */
  readonly says: string;
}

export interface ValidateOptions {
  /** Read-only properties are not required in requests, nor write-only ones in answers. */
  readonly direction?: 'request' | 'response';
}

/**
 * What in `value` the schema does not allow. Lenient where judging is impossible: unknown formats, patterns that
 * are not understood and effort beyond the bounds are no violations.
 */
export function validate(
  spec: Pick<Spec, 'resolve'>,
  schema: unknown,
  value: unknown,
  options: ValidateOptions = {},
): readonly Violation[] {
  const state: State = { resolve: spec.resolve, direction: options.direction, steps: 0 };
  const violations: Violation[] = [];
  for (const violation of check(state, schema, value, '', 0)) {
    violations.push(violation);
    if (violations.length >= MAX_VIOLATIONS) break;
  }
  return violations;
}

interface State {
  readonly resolve: ResolveNode;
  readonly direction: 'request' | 'response' | undefined;
  steps: number;
}

type Violations = Generator<Violation, void>;

function* check(state: State, written: unknown, value: unknown, path: string, depth: number): Violations {
  state.steps += 1;
  if (state.steps > MAX_STEPS || depth > MAX_DEPTH) return;
  const schema = state.resolve(written);
  if (schema === false) yield { path, keyword: 'false', says: 'is not allowed at all' };
  if (!isNode(schema)) return;
  if (value === null && schema.nullable === true) return;
  yield* checkType(schema, value, path);
  if (typeof value === 'number') yield* checkNumber(schema, value, path);
  if (typeof value === 'string') yield* checkText(schema, value, path);
  if (Array.isArray(value)) yield* checkList(state, schema, value, path, depth);
  else if (isNode(value)) yield* checkObject(state, schema, value, path, depth);
  yield* checkCombined(state, schema, value, path, depth);
}

function holds(state: State, schema: unknown, value: unknown, depth: number): boolean {
  return check(state, schema, value, '', depth + 1).next().done === true;
}

const HAS_TYPE: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  file: (value) => typeof value === 'string',
  array: Array.isArray,
  object: isNode,
};

function* checkType(schema: Node, value: unknown, path: string): Violations {
  const types = typesOf(schema.type).filter((type) => Object.hasOwn(HAS_TYPE, type));
  if (types.length > 0 && !types.some((type) => HAS_TYPE[type]?.(value))) {
    yield { path, keyword: 'type', says: `is not ${types.join(' or ')}` };
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((allowed) => equal(allowed, value))) {
    yield { path, keyword: 'enum', says: 'is none of the listed values' };
  }
  if (Object.hasOwn(schema, 'const') && !equal(schema.const, value)) {
    yield { path, keyword: 'const', says: 'is not the one allowed value' };
  }
}

function* checkNumber(schema: Node, value: number, path: string): Violations {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    yield { path, keyword: 'minimum', says: `is below ${minimum}` };
  }
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    yield { path, keyword: 'maximum', says: `is above ${maximum}` };
  }
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    yield { path, keyword: 'exclusiveMinimum', says: `is not above ${exclusiveMinimum}` };
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    yield { path, keyword: 'exclusiveMaximum', says: `is not below ${exclusiveMaximum}` };
  }
  if (typeof multipleOf === 'number' && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
    yield { path, keyword: 'multipleOf', says: `is no multiple of ${multipleOf}` };
  }
}

function* checkText(schema: Node, value: string, path: string): Violations {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' && codePoints(value) < minLength) {
    yield { path, keyword: 'minLength', says: `is shorter than ${minLength} characters` };
  }
  if (typeof maxLength === 'number' && codePoints(value) > maxLength) {
    yield { path, keyword: 'maxLength', says: `is longer than ${maxLength} characters` };
  }
  if (typeof pattern === 'string' && readPattern(pattern)?.matches(value) === false) {
    yield { path, keyword: 'pattern', says: 'does not match the pattern' };
  }
  if (typeof format === 'string' && formatFits(format, value) === false) {
    yield { path, keyword: 'format', says: `is no ${format}` };
  }
}

/** Length as JSON Schema counts it. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function* checkList(
  state: State,
  schema: Node,
  value: readonly unknown[],
  path: string,
  depth: number,
): Violations {
  const { minItems, maxItems, uniqueItems, items, prefixItems, additionalItems, contains } = schema;
  if (typeof minItems === 'number' && value.length < minItems) {
    yield { path, keyword: 'minItems', says: `has fewer than ${minItems} items` };
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    yield { path, keyword: 'maxItems', says: `has more than ${maxItems} items` };
  }
  if (uniqueItems === true && hasRepeats(value)) {
    yield { path, keyword: 'uniqueItems', says: 'repeats an item' };
  }
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  for (const [at, item] of value.entries()) {
    const itemSchema = at < tuple.length ? tuple[at] : rest;
    if (itemSchema !== undefined) yield* check(state, itemSchema, item, `${path}/${at}`, depth + 1);
  }
  if (contains !== undefined) {
    const found = value.filter((item) => holds(state, contains, item, depth)).length;
    const { minContains, maxContains } = schema;
    if (found < (typeof minContains === 'number' ? minContains : 1)) {
      yield { path, keyword: 'contains', says: 'lacks an item that it has to contain' };
    }
    if (typeof maxContains === 'number' && found > maxContains) {
      yield { path, keyword: 'maxContains', says: 'contains too many items of one kind' };
    }
  }
}

function hasRepeats(value: readonly unknown[]): boolean {
  const scalars = new Set<unknown>();
  const others: unknown[] = [];
  for (const item of value) {
    if (typeof item !== 'object' || item === null) {
      if (scalars.has(item)) return true;
      scalars.add(item);
    } else if (others.length < MAX_COMPARED_ITEMS) {
      if (others.some((other) => equal(other, item))) return true;
      others.push(item);
    }
  }
  return false;
}

function* checkObject(state: State, schema: Node, value: Node, path: string, depth: number): Violations {
  const keys = Object.keys(value);
  const { minProperties, maxProperties, propertyNames } = schema;
  if (typeof minProperties === 'number' && keys.length < minProperties) {
    yield { path, keyword: 'minProperties', says: `has fewer than ${minProperties} members` };
  }
  if (typeof maxProperties === 'number' && keys.length > maxProperties) {
    yield { path, keyword: 'maxProperties', says: `has more than ${maxProperties} members` };
  }
  const properties = nodeMember(schema, 'properties') ?? {};
  for (const name of new Set(listMember(schema, 'required'))) {
    if (typeof name !== 'string' || Object.hasOwn(value, name)) continue;
    if (exempt(state, member(properties, name))) continue;
    yield { path, keyword: 'required', says: `lacks "${name}"` };
  }
  yield* checkDependent(state, schema, value, path, depth);
  const patterns = Object.entries(nodeMember(schema, 'patternProperties') ?? {});
  for (const key of keys) {
    const below = path + formatPointer(key);
    if (propertyNames !== undefined && !holds(state, propertyNames, key, depth)) {
      yield { path: below, keyword: 'propertyNames', says: 'has a name that is not allowed' };
    }
    let known = Object.hasOwn(properties, key);
    if (known) yield* check(state, properties[key], value[key], below, depth + 1);
    for (const [pattern, patternSchema] of patterns) {
      const matches = readPattern(pattern)?.matches(key);
      known ||= matches !== false;
      if (matches === true) yield* check(state, patternSchema, value[key], below, depth + 1);
    }
    const additional = member(schema, 'additionalProperties');
    if (known || additional === undefined || additional === true) continue;
    if (additional === false) yield { path: below, keyword: 'additionalProperties', says: 'is not declared' };
    else yield* check(state, additional, value[key], below, depth + 1);
  }
}

function exempt(state: State, property: unknown): boolean {
  if (state.direction === undefined) return false;
  const marker = state.direction === 'request' ? 'readOnly' : 'writeOnly';
  return member(state.resolve(property), marker) === true;
}

function* checkDependent(state: State, schema: Node, value: Node, path: string, depth: number): Violations {
  const lists = nodeMember(schema, 'dependentRequired') ?? nodeMember(schema, 'dependencies') ?? {};
  for (const [key, names] of Object.entries(lists)) {
    if (!Object.hasOwn(value, key) || !Array.isArray(names)) continue;
    const missing = names.find((name) => typeof name === 'string' && !Object.hasOwn(value, name));
    if (missing !== undefined)
      yield { path, keyword: 'dependentRequired', says: `lacks "${String(missing)}"` };
  }
  for (const [key, dependent] of Object.entries(nodeMember(schema, 'dependentSchemas') ?? {})) {
    if (Object.hasOwn(value, key)) yield* check(state, dependent, value, path, depth + 1);
  }
}

function* checkCombined(state: State, schema: Node, value: unknown, path: string, depth: number): Violations {
  for (const part of listMember(schema, 'allOf')) yield* check(state, part, value, path, depth + 1);
  if (Array.isArray(schema.anyOf) && !schema.anyOf.some((part) => holds(state, part, value, depth))) {
    yield { path, keyword: 'anyOf', says: 'fits none of the alternatives' };
  }
  if (Array.isArray(schema.oneOf)) yield* checkOneOf(state, schema, schema.oneOf, value, path, depth);
  if (schema.not !== undefined && holds(state, schema.not, value, depth)) {
    yield { path, keyword: 'not', says: 'fits what it must not be' };
  }
  if (schema.if !== undefined) {
    const branch = holds(state, schema.if, value, depth) ? schema.then : schema.else;
    if (branch !== undefined) yield* check(state, branch, value, path, depth + 1);
  }
}

function* checkOneOf(
  state: State,
  schema: Node,
  options: readonly unknown[],
  value: unknown,
  path: string,
  depth: number,
): Violations {
  const announced = announcedBy(schema, options, value);
  if (announced !== undefined) {
    yield* check(state, announced, value, path, depth + 1);
    return;
  }
  let fitting = 0;
  for (const option of options) {
    if (holds(state, option, value, depth)) fitting += 1;
    if (fitting > 1) break;
  }
  if (fitting === 0) yield { path, keyword: 'oneOf', says: 'fits none of the alternatives' };
  if (fitting > 1 && state.steps <= MAX_STEPS) {
    yield { path, keyword: 'oneOf', says: 'fits more than one of the alternatives' };
  }
}

/** The alternative that the value's discriminator names, where schema and value have one. */
export function announcedBy(schema: Node, options: readonly unknown[], value: unknown): unknown {
  const discriminator = nodeMember(schema, 'discriminator');
  const property = textMember(discriminator, 'propertyName');
  const name = property === undefined ? undefined : member(value, property);
  if (typeof name !== 'string') return undefined;
  return options.find((option) => {
    const reference = textMember(option, '$ref');
    return (
      reference !== undefined && discriminatorName(nodeMember(discriminator, 'mapping'), reference) === name
    );
  });
}
