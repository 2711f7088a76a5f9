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

/** `{users(first:2){id name}}`: one field with these arguments, and all of its answer that is bounded. */
export function documentFor(
  schema: GraphqlSchema,
  field: Field,
  args: ReadonlyMap<string, string> = new Map(),
): string {
  return `{${field.name}${written(schema, field.args, args)}${selection(schema, field.type)}}`;
}

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
export const SELECTION_BOUND = `an answer is asked for ${LEVELS} levels deep, with ${MOST_FIELDS} plain fields and ${MOST_OBJECTS} objects of a type, and no field that demands an argument`;

/** Of the fields of all objects that queries lead to, those that some document asks for. */
export function selectedFields(schema: GraphqlSchema): { readonly looked: number; readonly of: number } {
  const selected = new Set<string>();
  for (const { type } of schema.queries) selection(schema, type, selected);
  const reached = new Set<string>();
  const pending = schema.queries.flatMap(({ type }) => type?.name ?? []);
  let of = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const held = schema.types.get(name);
    if (reached.has(name) || !held || !isComposite(held)) continue;
    reached.add(name);
    if (held.kind !== 'UNION') of += held.fields.length;
    for (const { type } of held.fields) if (type) pending.push(type.name);
    if (held.kind === 'UNION') pending.push(...held.members);
  }
  return { looked: selected.size, of };
}

function selection(
  schema: GraphqlSchema,
  type: TypeRef | undefined,
  selected: Set<string> = new Set(),
): string {
  let left = MOST_SELECTED;

  function select(name: string, levels: number, depth: number): string {
    const held = schema.types.get(name);
    if (!held || !isComposite(held)) return '';
    const inFragments = held.kind === 'UNION' ? fragments(held, levels, depth) : [];
    const fields = [...fieldsOf(held, levels, depth), ...inFragments];
    return `{${fields.length > 0 ? fields.join(' ') : '__typename'}}`;
  }

  function fieldsOf({ name: of, fields }: GraphqlType, levels: number, depth: number): string[] {
    const askable = fields.filter(({ args }) => args.every(({ type: wanted }) => !wanted.isRequired));
    const isObject = (field: Field) => isComposite(schema.types.get(field.type?.name ?? ''));
    const plain = askable.filter((field) => !isObject(field)).slice(0, MOST_FIELDS);
    const asked = plain.filter(() => left-- > 0).map(({ name }) => name);
    for (const name of asked) selected.add(`${of}.${name}`);
    for (const { name, type: held } of askable.filter(isObject).slice(0, MOST_OBJECTS)) {
      const isPage = PAGE_FIELD.test(name);
      if (left <= 0 || depth >= DEEPEST || !(isPage || levels > 1)) continue;
      selected.add(`${of}.${name}`);
      asked.push(`${name}${select(held?.name ?? '', isPage ? levels : levels - 1, depth + 1)}`);
    }
    return asked;
  }

  /** Fields of one name must have one type in all members, or the document is invalid. */
  function fragments({ members }: GraphqlType, levels: number, depth: number): string[] {
    const typeOf = new Map<string, string>();
    const parts = members.slice(0, MOST_OBJECTS).map((member) => {
      const fields = (schema.types.get(member)?.fields ?? []).filter(({ name, type: held }) => {
        const known = typeOf.get(name);
        const own = JSON.stringify(held);
        if (known === undefined) typeOf.set(name, own);
        return known === undefined || known === own;
      });
      const held = schema.types.get(member);
      return held
        ? `... on ${member}{__typename ${fieldsOf({ ...held, fields }, levels, depth).join(' ')}}`
        : '';
    });
    return ['__typename', ...parts];
  }

  return type ? select(type.name, LEVELS, 0) : '';
}

export function isComposite(type: GraphqlType | undefined): boolean {
  return type !== undefined && ['OBJECT', 'INTERFACE', 'UNION'].includes(type.kind);
}
