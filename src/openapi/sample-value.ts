import { equal } from './equal.ts';
import { flatten, mergeSchemas, type ResolveNode, typesOf } from './merge-schemas.ts';
import { isNode, listMember, member, type Node, nodeMember } from './node.ts';
import type { Schema, Spec } from './operation.ts';
import { withReservedHosts } from './reserved-hosts.ts';
import { sampleNumber } from './sample-number.ts';
import { sampleText } from './sample-text.ts';
import { validate } from './schema-check.ts';

/** Deeper members are left out unless required. */
const MAX_OPTIONAL_DEPTH = 4;
/** Past this, a schema requires itself: no finite value satisfies it. */
const MAX_DEPTH = 24;
/** Effort for one value. */
const MAX_STEPS = 3_000;
const MAX_ITEMS = 100;
const MAX_ALTERNATIVES = 8;

export interface Sample {
  readonly value: unknown;
  /** False where no value could be found that the schema allows; `value` is then only of its shape. */
  readonly satisfies: boolean;
}

interface State {
  readonly spec: Pick<Spec, 'resolve'>;
  readonly resolve: ResolveNode;
  steps: number;
}

/** Said instead of a value where there is none. */
const NONE = Symbol('none');

/** A value for a request: the author's own example where it fits the schema, else one made up. Always the same one. */
export function sampleFor(
  spec: Pick<Spec, 'resolve'> | undefined,
  schema: Schema | undefined,
  hint: { readonly name?: string; readonly example?: unknown } = {},
): Sample {
  const state: State = { spec: spec ?? WITHOUT_SPEC, resolve: (spec ?? WITHOUT_SPEC).resolve, steps: 0 };
  const sent = (value: unknown) => withReservedHosts(value, hint.name);
  const example = sent(hint.example);
  if (schema === undefined) {
    return { value: example ?? sampleText({}, hint.name, 0) ?? 'sample', satisfies: true };
  }
  const fits = (value: unknown) => validate(state.spec, schema, value, { direction: 'request' }).length === 0;
  if (example !== undefined && fits(example)) return { value: example, satisfies: true };
  const made = make(state, schema, { depth: 0, variant: 0, name: hint.name, open: [] });
  if (made !== NONE) {
    // Of all that a document can ask for by value, be it listed, constant or spelt out in a pattern.
    const value = sent(made);
    const satisfies = fits(value);
    if (satisfies || example === undefined) return { value, satisfies };
  }
  return { value: example ?? null, satisfies: false };
}

/** Of an operation without a document nothing can be resolved. */
export const WITHOUT_SPEC: Pick<Spec, 'resolve'> = {
  resolve: (node) => (member(node, '$ref') === undefined ? node : true),
};

interface Place {
  readonly depth: number;
  readonly variant: number;
  readonly name: string | undefined;
  /** Schemas that this value stands in: what is optional and among them would only repeat itself. */
  readonly open: readonly unknown[];
}

function make(state: State, schema: unknown, outer: Place): unknown {
  const place = { ...outer, open: [...outer.open, state.resolve(schema)] };
  state.steps += 1;
  if (state.steps > MAX_STEPS || place.depth > MAX_DEPTH) return NONE;
  const { schema: flat, choices } = flatten(schema, state.resolve);
  if (flat === false) return NONE;
  const node = flat === true ? {} : flat;
  const offered = offeredBy(state, schema, node, place);
  if (offered !== NONE) return offered;
  if (choices.length === 0)
    return node.not === undefined ? makePlain(state, node, place) : makeOther(state, schema, node, place);
  let fallback: unknown = NONE;
  const opens = (option: Schema) => Number(place.open.includes(state.resolve(option)));
  // An alternative that ends comes before one that starts over.
  const ordered = choices.map((group) => group.toSorted((a, b) => opens(a) - opens(b)));
  for (const combination of combinations(ordered, place.variant)) {
    const chosen = combination.reduce<Schema>(mergeSchemas, { allOf: [node] });
    const inner = isNode(chosen) ? { allOf: [node, ...combination] } : chosen;
    const value = make(state, inner, { ...place, depth: place.depth + 1 });
    if (value === NONE) continue;
    if (isValid(state, schema, value)) return value;
    if (fallback === NONE) fallback = value;
  }
  return fallback;
}

/** Choices in the author's order: each member of each group, beside the first members of the others. */
function* combinations(groups: readonly (readonly Schema[])[], variant: number): Iterable<readonly Schema[]> {
  const first = groups.map((group) => group[variant % group.length] ?? true);
  yield first;
  for (const [at, group] of groups.entries()) {
    for (const option of group.slice(0, MAX_ALTERNATIVES)) {
      if (option !== first[at]) yield first.with(at, option);
    }
  }
}

/** What the author wrote down as a value: `const`, example, default, `enum`; the first that the schema allows. */
function offeredBy(state: State, schema: unknown, node: Node, { variant, name }: Place): unknown {
  const values = [
    ...(Object.hasOwn(node, 'const') ? [node.const] : []),
    ...(variant === 0
      ? [node.example, node['x-example'], ...listMember(node, 'examples'), node.default].map((value) =>
          withReservedHosts(value, name),
        )
      : []),
  ].filter((value) => value !== undefined);
  // Values that name somebody's host come last: they are not sent as they stand.
  const listed = listMember(node, 'enum').toSorted(
    (a, b) => Number(!equal(withReservedHosts(a, name), a)) - Number(!equal(withReservedHosts(b, name), b)),
  );
  const enumerated =
    listed.length > 0 ? [listed[variant % listed.length], ...listed.slice(0, MAX_ITEMS)] : [];
  for (const value of [...values, ...enumerated]) {
    if (isValid(state, schema, value)) return value;
  }
  // Nothing else can be right where every right value is listed.
  return NONE;
}

function isValid(state: State, schema: unknown, value: unknown): boolean {
  state.steps += 1;
  return validate(state.spec, schema, value, { direction: 'request' }).length === 0;
}

/** With a `not` in the way: the first variants that escape it. */
function makeOther(state: State, schema: unknown, node: Node, place: Place): unknown {
  let fallback: unknown = NONE;
  for (let variant = place.variant; variant < place.variant + MAX_ALTERNATIVES; variant += 1) {
    const value = makePlain(state, node, { ...place, variant });
    if (value === NONE) continue;
    if (isValid(state, schema, value)) return value;
    if (fallback === NONE) fallback = value;
  }
  return fallback;
}

function makePlain(state: State, node: Node, place: Place): unknown {
  const types = typesOf(node.type);
  if (Array.isArray(node.type) && types.length === 0) return NONE;
  const real = types.filter((type) => type !== 'null');
  const type = real.length > 0 ? real[place.variant % real.length] : (types[0] ?? impliedType(node));
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return place.variant % 2 === 0;
    case 'integer':
    case 'number':
      return sampleNumber(node, type, place.variant) ?? NONE;
    case 'array':
      return orNull(makeList(state, node, place), node, types);
    case 'object':
      return orNull(makeObject(state, node, place), node, types);
    default:
      return sampleText(node, place.name, place.variant) ?? NONE;
  }
}

/** A schema that holds itself ends where it may be null. */
function orNull(value: unknown, node: Node, types: readonly string[]): unknown {
  return value === NONE && (node.nullable === true || types.includes('null')) ? null : value;
}

function impliedType(node: Node): string {
  const has = (...keys: readonly string[]) => keys.some((key) => Object.hasOwn(node, key));
  if (
    has(
      'properties',
      'required',
      'additionalProperties',
      'patternProperties',
      'minProperties',
      'propertyNames',
    )
  ) {
    return 'object';
  }
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains')) return 'array';
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return 'number';
  return 'string';
}

function makeList(state: State, node: Node, place: Place): unknown {
  const { minItems, maxItems, uniqueItems, items, prefixItems, contains } = node;
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? node.additionalItems : items;
  const least = Math.max(typeof minItems === 'number' ? minItems : 0, contains === undefined ? 0 : 1);
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  if (least > MAX_ITEMS || least > most) return NONE;
  const usual = Math.min(Math.max(least, tuple.length, place.depth >= MAX_OPTIONAL_DEPTH ? 0 : 1), most);
  const list: unknown[] = [];
  const wanted = least === 0 && place.open.includes(state.resolve(rest)) ? tuple.length : usual;
  const tries = uniqueItems === true ? wanted * 4 + 8 : wanted;
  for (let attempt = 0; attempt < tries && list.length < wanted; attempt += 1) {
    const at = list.length;
    const itemSchema =
      at < tuple.length
        ? tuple[at]
        : at === tuple.length && contains !== undefined
          ? withContains(rest, contains)
          : rest;
    const variant = uniqueItems === true ? place.variant + attempt : place.variant;
    const item = make(state, itemSchema ?? true, {
      ...place,
      depth: place.depth + 1,
      variant,
      name: singular(place.name),
    });
    if (item === NONE) {
      if (uniqueItems === true) continue;
      break;
    }
    if (uniqueItems === true && list.some((other) => equal(other, item))) continue;
    list.push(item);
  }
  return list.length >= least ? list : NONE;
}

function withContains(rest: unknown, contains: unknown): unknown {
  return rest === undefined ? contains : { allOf: [rest, contains] };
}

function singular(name: string | undefined): string | undefined {
  return name?.replace(/(?<=[a-z])s$/, '');
}

function makeObject(state: State, node: Node, place: Place): unknown {
  const properties = nodeMember(node, 'properties') ?? {};
  const required = new Set(listMember(node, 'required').filter((name) => typeof name === 'string'));
  const most = typeof node.maxProperties === 'number' ? node.maxProperties : Number.POSITIVE_INFINITY;
  const made = new Map<string, unknown>();
  const names = [...required, ...Object.keys(properties).filter((name) => !required.has(name))];
  for (const name of names) {
    const isRequired = required.has(name);
    if (!isRequired && (place.depth >= MAX_OPTIONAL_DEPTH || made.size >= most)) continue;
    const declared = Object.hasOwn(properties, name) ? properties[name] : schemaForUnlisted(node);
    const target = state.resolve(declared);
    if (member(target, 'readOnly') === true) continue;
    if (!isRequired && (member(target, 'deprecated') === true || place.open.includes(target))) continue;
    const value = make(state, declared, { ...place, depth: place.depth + 1, variant: place.variant, name });
    if (value !== NONE) made.set(name, value);
    else if (isRequired) return NONE;
  }
  fillUp(state, node, made, place);
  return Object.fromEntries(made);
}

function schemaForUnlisted(node: Node): unknown {
  return member(node, 'additionalProperties') ?? true;
}

/** Members of free choice: as many as `minProperties` asks for, or one that shows what a map holds. */
function fillUp(state: State, node: Node, made: Map<string, unknown>, place: Place): void {
  const additional = schemaForUnlisted(node);
  const shows = isNode(additional) && made.size === 0 && place.depth < MAX_OPTIONAL_DEPTH ? 1 : 0;
  const most = typeof node.maxProperties === 'number' ? node.maxProperties : Number.POSITIVE_INFINITY;
  const least = typeof node.minProperties === 'number' ? Math.min(node.minProperties, MAX_ITEMS) : 0;
  const wanted = Math.min(Math.max(least, shows), most);
  const [byPattern] = Object.entries(nodeMember(node, 'patternProperties') ?? {});
  for (let at = 0; made.size < wanted && at < wanted * 2; at += 1) {
    const naming = byPattern ? { type: 'string', pattern: byPattern[0] } : (node.propertyNames ?? true);
    const isFree = !byPattern && node.propertyNames === undefined;
    const name = isFree
      ? `member${at + 1}`
      : make(
          state,
          { type: 'string', allOf: [naming] },
          { ...place, depth: place.depth + 1, variant: at, name: undefined },
        );
    if (typeof name !== 'string' || made.has(name)) continue;
    const schema = byPattern ? byPattern[1] : additional;
    const value = make(state, schema, {
      ...place,
      depth: place.depth + 1,
      variant: place.variant,
      name: undefined,
    });
    if (value !== NONE) made.set(name, value);
  }
}
