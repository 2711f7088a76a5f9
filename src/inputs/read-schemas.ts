import { type GivenSchema, mergedSchemas } from '../graphql/given-schema.ts';
import { type GraphqlSchema, readIntrospection } from '../graphql/schema.ts';
import { schemaOf } from '../graphql/sdl.ts';
import { invalid } from '../openapi/parse-document.ts';
import { shown } from '../openapi/problems.ts';
import type { Recognised } from './recognise.ts';

/** A file that holds a GraphQL schema, or a part of one. */
export interface SchemaFile {
  readonly uri: string;
  readonly text: string;
  readonly recognised: Recognised & { readonly kind: 'sdl' | 'introspection' };
}

/**
 * The schema that these files tell together; undefined where there are none.
 * @throws ScanError invalid-spec that says what is wrong with which file
 */
export async function readSchemas(files: readonly SchemaFile[]): Promise<GivenSchema | undefined> {
  const described = files.flatMap(({ uri, recognised }) =>
    recognised.kind === 'introspection' ? [withQueries(uri, readIntrospection(recognised.described))] : [],
  );
  const documents = files.filter(({ recognised }) => recognised.kind === 'sdl');
  const written = documents.length === 0 ? [] : [await writtenSchema(documents)];
  const [first, ...others] = [...described, ...written];
  return first && { uris: files.map(({ uri }) => uri), schema: mergedSchemas(first, ...others) };
}

async function writtenSchema(documents: readonly SchemaFile[]): Promise<GraphqlSchema> {
  const names = documents.map(({ uri }) => uri).join(', ');
  let schema: GraphqlSchema | undefined;
  try {
    schema = await schemaOf(documents.map(({ text }) => text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\.\s*$/, '') : String(cause);
    throw invalid(names, `is a GraphQL schema that cannot be read: ${shown(why)}`, cause);
  }
  return withQueries(names, schema);
}

function withQueries(uri: string, schema: GraphqlSchema | undefined): GraphqlSchema {
  if (schema) return schema;
  throw invalid(uri, 'is a GraphQL schema without a field to query: give the file that defines Query');
}
