import { tokensOf } from '../discovery/doing-words.ts';
import type { Operation, Schema } from '../openapi/operation.ts';
import { singular } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import { kindOf } from './kinds.ts';
import { type FieldOperation, QUERY_SEGMENT, scalarSchema } from './operations.ts';
import type { Field, GraphqlSchema, Input } from './schema.ts';

/** A field of the mutation type as an operation beside those that read what it makes, changes or removes. */
export interface MutationOperation {
  readonly operation: Operation;
  readonly field: Field;
  /** Where the identifier of the path stands among the arguments: `input.id`. */
  readonly identifier?: readonly string[];
  /** The one input object whose members are the body: `input`. */
  readonly holder?: string;
}

const MAKES = /^(?:create|add|new|make|insert|submit|publish|post|open)$/;
const CHANGES = /^(?:update|edit|change|set|modify|patch|rename|save)$/;
const REMOVES = /^(?:delete|remove|destroy)$/;
const SELF = /^(?:(?:my)?(?:profile|account|self|me|user)|settings)$/i;
const READS_SELF = /^(?:me|viewer|self|whoami|profile|account|current_?user|my_?(?:profile|account))$/i;
/** Makes an account: the name says it, whatever object it gives. */
const REGISTERS = /^(?:register\w*|signUp|sign_up|create_?(?:user|account))$/i;
const DEEPEST_INPUT = 4;

/**
 * Every mutation as an operation of HTTP: `createNote` posts to `/note` where `note(id)` reads `/note/{id}`,
 * `updateNote` and `deleteNote` are PATCH and DELETE of that address, `shareNote(id)` is posted below it. One input
 * object is the body itself.
 */
export function mutationOperations(
  endpoint: string,
  schema: GraphqlSchema,
  queries: readonly FieldOperation[],
  { named = false }: { readonly named?: boolean } = {},
): MutationOperation[] {
  const { origin, pathname } = new URL(endpoint);
  const base = `${pathname.replace(/\/$/, '')}/${QUERY_SEGMENT}`;
  const taken = new Set(queries.map(({ operation }) => `${operation.method} ${operation.path}`));
  const readers = readersOf(schema, queries);
  const self = queries.find(
    ({ steps, operation }) =>
      steps.length === 1 && READS_SELF.test(steps[0]?.field.name ?? '') && operation.parameters.length === 0,
  );
  return (schema.mutations ?? []).map((field) => {
    const placed = placeOf(schema, field, { base, readers, self });
    const isFree = !taken.has(`${placed.method} ${placed.path}`);
    const { method, path, identifier } = isFree ? placed : besideTaken(placed, field, base);
    taken.add(`${method} ${path}`);
    const parameter = /\{([^{}]+)\}/.exec(path)?.[1];
    const beside = field.args.filter(({ name }) => !(identifier?.length === 1 && identifier[0] === name));
    const [only, ...more] = beside;
    const held =
      only && more.length === 0 && !only.type.isList ? schema.types.get(only.type.name) : undefined;
    const holder = held?.kind === 'INPUT_OBJECT' ? only?.name : undefined;
    const bodySchema =
      held && holder !== undefined
        ? objectSchema(schema, held.inputs, identifier?.slice(1) ?? [], 1)
        : objectSchema(schema, beside, [], 0);
    return {
      field,
      ...(identifier === undefined ? {} : { identifier }),
      ...(holder === undefined ? {} : { holder }),
      operation: {
        id: named ? `MUTATION ${pathname} ${field.name}` : `MUTATION ${field.name}`,
        operationId: field.name,
        method,
        path,
        server: origin,
        source: 'graphql',
        parameters: parameter === undefined ? [] : [{ name: parameter, in: 'path', required: true }],
        bodies: method === 'DELETE' ? [] : [{ mediaType: 'application/json', schema: bodySchema }],
        responses: [],
        deprecated: field.isDeprecated,
        tags: [],
      },
    };
  });
}

/** Where another one has the address: below it, where one thing is meant. */
function besideTaken({ method, path, identifier }: Placed, { name }: Field, base: string): Placed {
  if (identifier === undefined) return { method: 'POST', path: `${base}/${name}` };
  return { method: method === 'PATCH' ? method : 'POST', path: `${path}/${name}`, identifier };
}

interface Reader {
  readonly path: string;
  /** Names of the fields of what is read. */
  readonly fields: ReadonlySet<string>;
}

interface Beside {
  readonly base: string;
  readonly readers: ReadonlyMap<string, Reader>;
  readonly self: FieldOperation | undefined;
}

interface Placed {
  readonly method: string;
  readonly path: string;
  readonly identifier?: readonly string[];
}

function placeOf(schema: GraphqlSchema, field: Field, { base, readers, self }: Beside): Placed {
  const alone: Placed = { method: 'POST', path: `${base}/${field.name}` };
  const [verb = '', ...rest] = tokensOf(field.name);
  const noun = singular(rest.join(''));
  const reader = readers.get(plainName(noun)) ?? readers.get(plainName(kindBehind(schema, field) ?? ''));
  const identifier = identifierIn(schema, field.args, noun);
  if (REGISTERS.test(field.name)) return alone;
  if (reader && identifier) {
    if (REMOVES.test(verb)) return { method: 'DELETE', path: reader.path, identifier };
    if (CHANGES.test(verb) || setsFields(schema, field, identifier, reader))
      return { method: 'PATCH', path: reader.path, identifier };
    return { method: 'POST', path: `${reader.path}/${field.name}`, identifier };
  }
  const isOfSelf = self !== undefined && SELF.test(rest.join(''));
  if (isOfSelf && CHANGES.test(verb)) return { method: 'PATCH', path: self.operation.path };
  if (isOfSelf && REMOVES.test(verb) && field.args.every(({ type }) => !type.isRequired))
    return { method: 'DELETE', path: self.operation.path };
  if (reader && MAKES.test(verb)) return { method: 'POST', path: reader.path.replace(/\/\{[^{}]+\}$/, '') };
  return alone;
}

/** Operations that read one object by its identifier, by the plain name of what they give. */
function readersOf(schema: GraphqlSchema, queries: readonly FieldOperation[]): ReadonlyMap<string, Reader> {
  const readers = new Map<string, Reader>();
  for (const { operation, steps } of queries) {
    const [step, ...more] = steps;
    if (!step || more.length > 0 || !/\/\{[^{}]+\}$/.test(operation.path)) continue;
    const kind = step.on ?? kindOf(schema, step.field.type)?.name;
    const fields = new Set((schema.types.get(kind ?? '')?.fields ?? []).map(({ name }) => name));
    for (const name of [kind, singular(step.field.name)]) {
      if (name !== undefined && !readers.has(plainName(name)))
        readers.set(plainName(name), { path: operation.path, fields });
    }
  }
  return readers;
}

/** True where, beside the identifier, it takes what the thing is shown to have: `noteOrder(id, note)`. */
function setsFields(
  schema: GraphqlSchema,
  { args }: Field,
  identifier: readonly string[],
  { fields }: Reader,
): boolean {
  const members = args.flatMap(({ name, type }) => {
    const held = schema.types.get(type.name);
    return held?.kind === 'INPUT_OBJECT' ? held.inputs.map((input) => [name, input.name]) : [[name]];
  });
  const others = members.filter((path) => path.join('.') !== identifier.join('.'));
  return others.length > 0 && others.every((path) => fields.has(path.at(-1) ?? ''));
}

/** What the mutation gives, out of the payload around it: `CreateNotePayload { note: Note }`. */
function kindBehind(schema: GraphqlSchema, { type }: Field): string | undefined {
  const held = schema.types.get(type?.name ?? '');
  if (!/(?:payload|result|response|output)$/i.test(held?.name ?? '')) return held?.name;
  return held?.fields.map((field) => kindOf(schema, field.type)?.name).find((name) => name !== undefined);
}

/** `id`, or `noteId` of a note, among the arguments or the members of an input object. */
function identifierIn(
  schema: GraphqlSchema,
  args: readonly Input[],
  noun: string,
  depth = 0,
): readonly string[] | undefined {
  const own = args.find(({ name, type }) => {
    const plain = plainName(name);
    return !type.isList && (/^_?(?:id|uuid|slug)$/i.test(name) || plain === plainName(`${noun}id`));
  });
  if (own) return [own.name];
  if (depth > 0) return undefined;
  for (const { name, type } of args) {
    const inside = identifierIn(schema, schema.types.get(type.name)?.inputs ?? [], noun, depth + 1);
    if (inside) return [name, ...inside];
  }
  return undefined;
}

/** The arguments as members of a JSON object, but for the one that stands in the path. */
function objectSchema(
  schema: GraphqlSchema,
  inputs: readonly Input[],
  leftOut: readonly string[],
  depth: number,
): Schema {
  const kept = inputs.filter(({ name }) => !(leftOut.length === 1 && leftOut[0] === name));
  const schemaFor = ({ name, type }: Input): Schema => {
    const held = schema.types.get(type.name);
    const below = leftOut[0] === name ? leftOut.slice(1) : [];
    const one: Schema =
      held?.kind === 'INPUT_OBJECT' && depth < DEEPEST_INPUT
        ? objectSchema(schema, held.inputs, below, depth + 1)
        : (scalarSchema(type.name, held?.values ?? []) ?? { type: 'string' });
    return type.isList ? { type: 'array', items: one } : one;
  };
  return {
    type: 'object',
    required: kept.filter(({ type }) => type.isRequired).map(({ name }) => name),
    properties: Object.fromEntries(kept.map((input) => [input.name, schemaFor(input)])),
  };
}
