import type { Cut } from '../cuts.ts';
import { isNode } from '../openapi/node.ts';

/** A type with its wrappers: `[User!]!` is a required list of `User`. */
export interface TypeRef {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
}

export interface Input {
  readonly name: string;
  readonly type: TypeRef;
}

export interface Field {
  readonly name: string;
  readonly args: readonly Input[];
  /** Undefined where the description does not tell. */
  readonly type?: TypeRef;
  readonly isDeprecated: boolean;
}

export interface GraphqlType {
  readonly name: string;
  /** `OBJECT`, `INTERFACE`, `UNION`, `ENUM`, `INPUT_OBJECT`, `SCALAR`; empty where the description does not tell. */
  readonly kind: string;
  readonly fields: readonly Field[];
  readonly inputs: readonly Input[];
  readonly values: readonly string[];
  /** Members of a union, implementations of an interface. */
  readonly members: readonly string[];
}

/** What one service can be asked for. */
export interface GraphqlSchema {
  /** Fields of the query type. */
  readonly queries: readonly Field[];
  /** Fields of the mutation type; absent where the description names none. */
  readonly mutations?: readonly Field[];
  readonly types: ReadonlyMap<string, GraphqlType>;
  /** What of the description was not read. */
  readonly cuts?: readonly Cut[];
}

/** The largest public schemas have some 1,500 types; what is more is the target's to make up. */
const MOST_TYPES = 5_000;
const MOST_FIELDS = 1_000;
/** `[[Int!]!]!` wraps five times. */
const DEEPEST_WRAPPING = 8;
const NAME = /^[_A-Za-z][_0-9A-Za-z]{0,200}$/;

/** Six wrappers, as the reference implementation asks for. */
const TYPE = `kind name${' ofType{kind name'.repeat(6)}${'}'.repeat(6)}`;
const INPUT = `name type{${TYPE}}`;
/** What the schema is asked for: what requests are made from, and nothing to read. */
export const INTROSPECTION = `{__schema{queryType{name} mutationType{name} types{kind name fields(includeDeprecated:true){name isDeprecated args{${INPUT}} type{${TYPE}}} inputFields{${INPUT}} enumValues(includeDeprecated:true){name} possibleTypes{name}}}}`;

type Node = Readonly<Record<string, unknown>>;

/** Reads the `__schema` of an answer; parts that are missing are left out. Undefined where it names no query. */
export function readIntrospection(schema: unknown): GraphqlSchema | undefined {
  if (!isNode(schema)) return undefined;
  const types = new Map(nodes(schema.types, MOST_TYPES).map((node) => [node.name, readType(node)] as const));
  const root = isNode(schema.queryType) ? schema.queryType : {};
  const named = types.get(String(root.name))?.fields ?? [];
  const queries = (named.length > 0 ? named : readFields(root.fields)).filter(
    ({ name }) => !name.startsWith('__'),
  );
  const writes = isNode(schema.mutationType) ? types.get(String(schema.mutationType.name)) : undefined;
  const mutations = writes && writes.fields.length > 0 ? { mutations: writes.fields } : {};
  return queries.length === 0 ? undefined : { queries, ...mutations, types, cuts: cutsOf(schema.types) };
}

function cutsOf(types: unknown): Cut[] {
  const there: unknown[] = Array.isArray(types) ? types : [];
  const counts = there.flatMap((type) =>
    isNode(type)
      ? [type.fields, type.inputFields].filter(Array.isArray).map((fields: unknown[]) => fields.length)
      : [],
  );
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  return [
    {
      ...{
        what: 'types of a GraphQL schema',
        tested: Math.min(MOST_TYPES, there.length),
        total: there.length,
      },
      reason: `${MOST_TYPES} are read`,
    },
    {
      what: 'fields of a GraphQL schema',
      tested: sum(counts.map((count) => Math.min(MOST_FIELDS, count))),
      total: sum(counts),
      reason: `${MOST_FIELDS} of a type are read`,
    },
  ];
}

type Named = Node & { readonly name: string };

function nodes(value: unknown, atMost: number): Named[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, atMost)
    .filter((node): node is Named => isNode(node) && typeof node.name === 'string' && NAME.test(node.name));
}

function readType(node: Named): GraphqlType {
  return {
    name: node.name,
    kind: typeof node.kind === 'string' ? node.kind : '',
    fields: readFields(node.fields),
    inputs: readInputs(node.inputFields),
    values: nodes(node.enumValues, MOST_FIELDS).map(({ name }) => name),
    members: nodes(node.possibleTypes, MOST_FIELDS).map(({ name }) => name),
  };
}

function readFields(value: unknown): Field[] {
  return nodes(value, MOST_FIELDS).map((node) => {
    const type = readRef(node.type);
    return {
      name: node.name,
      args: readInputs(node.args),
      ...(type ? { type } : {}),
      isDeprecated: node.isDeprecated === true,
    };
  });
}

function readInputs(value: unknown): Input[] {
  return nodes(value, MOST_FIELDS).map(({ name, type }) => ({
    name,
    type: readRef(type) ?? { name: 'String', isRequired: false, isList: false },
  }));
}

function readRef(value: unknown): TypeRef | undefined {
  let node = value;
  let isList = false;
  const isRequired = isNode(value) && value.kind === 'NON_NULL';
  for (let depth = 0; depth < DEEPEST_WRAPPING && isNode(node); depth += 1) {
    if (node.kind === 'LIST') isList = true;
    if (typeof node.name === 'string' && NAME.test(node.name)) return { name: node.name, isRequired, isList };
    node = node.ofType;
  }
  return undefined;
}

/** `[User!]!` as messages and documents write it. */
export function writtenRef(text: string): TypeRef | undefined {
  const name = /[_A-Za-z][_0-9A-Za-z]*/.exec(text)?.[0];
  return name === undefined
    ? undefined
    : { name, isRequired: text.endsWith('!'), isList: text.includes('[') };
}
