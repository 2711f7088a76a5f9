import type { Field, GraphqlSchema, GraphqlType, Input, TypeRef } from './schema.ts';

/** Levels of objects below the field that are asked for. */
const LEVELS = 2;
/** Pages of lists (Relay connections and others) lead to objects and are none; they nest so deep at most. */
const DEEPEST = 5;
/** Fields of one object, and objects in it: an answer shows what is there, not all of it. */
const MOST_FIELDS = 60;
const MOST_OBJECTS = 8;
/** Of one document; servers refuse long ones. */
const MOST_SELECTED = 400;

/** Fields of a page that hold its objects. */
export const PAGE_FIELD = /^(?:edges|nodes?|items|results?|data|content|records|rows|list|entries)$/i;

/** One field on the way from the query type to what is asked for. */
export interface Step {
  readonly field: Field;
  /** Parameters that fill its arguments and members of them, by the path of each: `filter.name`. */
  readonly fills: ReadonlyMap<string, string>;
  /** The one of the types behind an interface or a union that is meant. */
  readonly on?: string;
}

/** What is left out of an answer that was not given with it. */
export interface Less {
  /** Parts that were refused: names below the field, with dots between them. */
  readonly without?: ReadonlySet<string>;
  /** Plain fields alone. */
  readonly isFlat?: true;
}

/**
 * `{user(id:7){orders(first:2){id}}}`: one field below others, and all of its answer that is bounded, but for what was
 * refused before.
 */
export function documentFor(
  schema: GraphqlSchema,
  steps: readonly Step[],
  values: ReadonlyMap<string, string> = new Map(),
  less: Less = {},
): string {
  const last = steps.at(-1);
  const type = last?.on === undefined ? last?.field.type : plainRef(last.on);
  let held = selection(schema, type, less);
  for (const { field, fills, on } of steps.toReversed()) {
    const args = new Map(
      [...fills].flatMap(([path, parameter]) => {
        const value = values.get(parameter);
        return value === undefined ? [] : [[path, value] as const];
      }),
    );
    const inside = on === undefined ? held : `{__typename ... on ${on}${held}}`;
    held = `{${field.name}${written(schema, field.args, args)}${inside}}`;
  }
  return held;
}

/** `mutation{addNote(title:"x"){id}}`: the members of a JSON body as arguments. */
export function mutationFor(
  schema: GraphqlSchema,
  { name, args, type }: Field,
  values: Readonly<Record<string, unknown>>,
): string {
  const given = args.flatMap((arg) =>
    values[arg.name] === undefined ? [] : [`${arg.name}:${jsonLiteral(schema, arg.type, values[arg.name])}`],
  );
  return `mutation{${name}${given.length > 0 ? `(${given.join(',')})` : ''}${selection(schema, type, {})}}`;
}

const NAME = /^[_A-Za-z]\w*$/;

/** A JSON value as a literal; what the type does not allow is for the server to refuse. */
function jsonLiteral(schema: GraphqlSchema, { name }: TypeRef, value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  // What stood in a path is a text, whatever its type.
  if (typeof value === 'string') return literal(schema, plainRef(name), value);
  const one = (held: unknown, type: TypeRef) => jsonLiteral(schema, type, held);
  if (Array.isArray(value)) return `[${value.map((held) => one(held, plainRef(name))).join(',')}]`;
  const inputs = schema.types.get(name)?.inputs ?? [];
  const members = Object.entries(value as object)
    .filter(([key, held]) => NAME.test(key) && held !== undefined)
    .map(
      ([key, held]) =>
        `${key}:${one(held, inputs.find((input) => input.name === key)?.type ?? plainRef(''))}`,
    );
  return `{${members.join(',')}}`;
}

const plainRef = (name: string): TypeRef => ({ name, isRequired: false, isList: false });

/** Values by name, those of members by a path with dots: `filter.name`. */
function written(schema: GraphqlSchema, inputs: readonly Input[], args: ReadonlyMap<string, string>): string {
  const members = membersOf(schema, inputs, args, '');
  return members === '' ? '' : `(${members})`;
}

function membersOf(
  schema: GraphqlSchema,
  inputs: readonly Input[],
  args: ReadonlyMap<string, string>,
  prefix: string,
): string {
  return inputs
    .flatMap(({ name, type }) => {
      const path = `${prefix}${name}`;
      const value = args.get(path);
      if (value !== undefined) return [`${name}:${literal(schema, type, value)}`];
      const held = schema.types.get(type.name);
      if (held?.kind !== 'INPUT_OBJECT' || prefix.split('.').length > DEEPEST) return [];
      const inner = membersOf(schema, held.inputs, args, `${path}.`);
      return inner === '' && !type.isRequired ? [] : [`${name}:{${inner}}`];
    })
    .join(',');
}

/** A value that the type does not allow is sent as a string: that is for the server to refuse. */
function literal({ types }: GraphqlSchema, { name }: TypeRef, value: string): string {
  const fits =
    (name === 'Int' && /^-?(?:0|[1-9]\d{0,9})$/.test(value)) ||
    (name === 'Float' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) ||
    (name === 'Boolean' && /^(?:true|false)$/.test(value)) ||
    types.get(name)?.values.includes(value);
  return fits ? value : JSON.stringify(value);
}

/** What leaves fields out. */
export const SELECTION_BOUND = `an answer is asked for ${LEVELS} levels deep, with ${MOST_FIELDS} plain fields and ${MOST_OBJECTS} objects of a type; a field that demands an argument is asked for only where it has an operation of its own`;

/** Of the fields of all objects that queries lead to, those that some document asks for. */
export function selectedFields(
  schema: GraphqlSchema,
  asked: readonly (readonly Step[])[],
  /** `User.orders`: fields that have an operation of their own. */
  own: ReadonlySet<string>,
): { readonly tested: number; readonly total: number } {
  const selected = new Set<string>(own);
  for (const steps of asked) {
    const last = steps.at(-1);
    selection(schema, last?.on === undefined ? last?.field.type : plainRef(last.on), { selected });
  }
  const reached = new Set<string>();
  const pending = schema.queries.flatMap(({ type }) => type?.name ?? []);
  let of = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const held = schema.types.get(name);
    if (reached.has(name) || !held || !isComposite(held)) continue;
    reached.add(name);
    if (held.kind !== 'UNION') of += held.fields.length;
    for (const { type } of held.fields) if (type) pending.push(type.name);
    if (held.kind !== 'OBJECT') pending.push(...held.members);
  }
  return { tested: selected.size, total: of };
}

interface Selecting extends Less {
  readonly selected?: Set<string>;
}

function selection(
  schema: GraphqlSchema,
  type: TypeRef | undefined,
  { without = new Set(), isFlat, selected = new Set() }: Selecting,
): string {
  let left = MOST_SELECTED;

  function select(name: string, levels: number, above: readonly string[]): string {
    const held = schema.types.get(name);
    if (!held || !isComposite(held)) return '';
    const inFragments = held.kind === 'OBJECT' ? [] : fragments(held, levels, above);
    const fields = [...fieldsOf(held, levels, above), ...inFragments];
    return `{${fields.length > 0 ? fields.join(' ') : '__typename'}}`;
  }

  function fieldsOf({ name: of, fields }: GraphqlType, levels: number, above: readonly string[]): string[] {
    const askable = fields.filter(
      ({ name, args }) =>
        args.every(({ type: wanted }) => !wanted.isRequired) && !without.has([...above, name].join('.')),
    );
    const isObject = (field: Field) => isComposite(schema.types.get(field.type?.name ?? ''));
    const plain = askable.filter((field) => !isObject(field)).slice(0, MOST_FIELDS);
    const asked = plain.filter(() => left-- > 0).map(({ name }) => name);
    for (const name of asked) selected.add(`${of}.${name}`);
    for (const { name, type: held } of askable.filter(isObject).slice(0, MOST_OBJECTS)) {
      const isPage = PAGE_FIELD.test(name);
      if (left <= 0 || above.length >= DEEPEST || !(isPage || levels > 1)) continue;
      selected.add(`${of}.${name}`);
      asked.push(`${name}${select(held?.name ?? '', isPage ? levels : levels - 1, [...above, name])}`);
    }
    return asked;
  }

  /** Fields of one name must have one type in all members, or the document is invalid. */
  function fragments(
    { fields: common, members }: GraphqlType,
    levels: number,
    above: readonly string[],
  ): string[] {
    const typeOf = new Map<string, string>();
    const parts = members.slice(0, MOST_OBJECTS).map((member) => {
      const fields = (schema.types.get(member)?.fields ?? []).filter(({ name, type: held }) => {
        const known = typeOf.get(name);
        const written = JSON.stringify(held);
        if (common.some((field) => field.name === name)) return false;
        if (known === undefined) typeOf.set(name, written);
        return known === undefined || known === written;
      });
      const held = schema.types.get(member);
      return held
        ? `... on ${member}{__typename ${fieldsOf({ ...held, fields }, levels, above).join(' ')}}`
        : '';
    });
    return ['__typename', ...parts];
  }

  return type ? select(type.name, isFlat ? 1 : LEVELS, []) : '';
}

export function isComposite(type: GraphqlType | undefined): boolean {
  return type !== undefined && ['OBJECT', 'INTERFACE', 'UNION'].includes(type.kind);
}
