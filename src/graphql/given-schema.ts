import { shown } from '../openapi/problems.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import type { GraphqlSchema } from './schema.ts';

/** A schema out of files that the user gave. */
export interface GivenSchema {
  readonly uris: readonly string[];
  readonly schema: GraphqlSchema;
}

/** What no schema has: one message about it shows how this server words that it does not know a field. */
const NOWHERE = 'mbNoSuchField';
/** Fields that are asked for by name, to see whether the server knows any. */
const ASKED = 20;

/** All of the first, and what only the others know. */
export function mergedSchemas(first: GraphqlSchema, ...others: readonly GraphqlSchema[]): GraphqlSchema {
  const types = new Map(first.types);
  const queries = new Map(first.queries.map((field) => [field.name, field]));
  for (const other of others) {
    for (const [name, type] of other.types) if (!types.has(name)) types.set(name, type);
    for (const field of other.queries) if (!queries.has(field.name)) queries.set(field.name, field);
  }
  return { types, queries: [...queries.values()] };
}

/** Whether both describe one service: they have a field of the query type in common. */
export function haveCommonField(one: GraphqlSchema, other: GraphqlSchema): boolean {
  const names = new Set(one.queries.map(({ name }) => name));
  return other.queries.some(({ name }) => names.has(name));
}

/**
 * Whether the server knows any field of the schema, by its messages about a document that cannot be valid, so that
 * nothing of it is carried out. True where it does not say.
 */
export async function knowsAny(
  { queries }: GraphqlSchema,
  ask: (document: string) => Promise<readonly string[]>,
): Promise<boolean> {
  const names = queries.slice(0, ASKED).map(({ name }) => name);
  const messages = (await ask(`{${[NOWHERE, ...names].join(' ')}}`)).map(plain);
  const unknown = messages.find((text) => text.includes(NOWHERE));
  return unknown === undefined || names.some((name) => !messages.includes(unknown.replaceAll(NOWHERE, name)));
}

/** Suggestions differ from field to field. */
function plain(message: string): string {
  return message.replace(/(?<!\s)\s*Did you mean.*$/is, '');
}

/** What a person should know of a schema that he gave: where it was used, or why it was not. */
export function givenSentences(
  { uris, schema }: GivenSchema,
  endpoints: readonly GraphqlEndpoint[],
): string[] {
  const name = `The GraphQL schema ${uris.map(shown).join(', ')}`;
  if (endpoints.length === 0)
    return [
      `${name} was given, and no usual place of the target answers GraphQL: name the endpoint itself as the target, and a credential where it asks for one.`,
    ];
  if (endpoints.some(({ fitsGiven }) => fitsGiven)) return [];
  const urls = endpoints.map(({ url }) => url).join(', ');
  const count = schema.queries.length;
  return [
    `${name} does not fit the target: ${urls} knows none of its ${count === 1 ? 'one field' : `${count} fields`}.`,
  ];
}
