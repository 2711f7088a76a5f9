import type { DefinitionNode } from 'graphql';
import type { GraphqlSchema } from './schema.ts';
import { readIntrospection } from './schema.ts';

/** The largest public schemas have a few hundred thousand tokens. */
const MOST_TOKENS = 1_000_000;

/** A schema document as it would describe itself; undefined where the text is none. */
export async function readSdl(text: string): Promise<GraphqlSchema | undefined> {
  if (
    !/^[^\S\r\n\u2028\u2029]*(?:extend\s+)?(?:type|schema|interface|input|enum|scalar|directive|union)\b/m.test(
      text,
    )
  )
    return undefined;
  try {
    return await schemaOf([text]);
  } catch {
    return undefined;
  }
}

/**
 * The files of one schema as it would describe itself. Read by the reference implementation.
 * @throws Error whose message says what is wrong with them
 */
export async function schemaOf(texts: readonly string[]): Promise<GraphqlSchema | undefined> {
  // Only where there is something to read: it takes as long to load as the rest of the program.
  const { buildASTSchema, introspectionFromSchema, Kind, parse } = await import('graphql');
  const definitions = joined(
    texts.flatMap((text) => [...parse(text, { maxTokens: MOST_TOKENS, noLocation: true }).definitions]),
  );
  // Parts of federated schemas are not valid alone, and are read all the same.
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true });
  if (!schema.getQueryType()) return undefined;
  return readIntrospection(introspectionFromSchema(schema, { descriptions: false }).__schema);
}

/**
 * A schema in several files has one definition of each type and extends it; the parts of a federated one define the
 * same type each, or extend what none of them defines. The first becomes the definition, the others extend it.
 */
function joined(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const defined = new Set(definitions.flatMap((one) => (isDefinition(one) ? [nameOf(one)] : [])));
  const seen = new Set<string>();
  return definitions.flatMap((one) => {
    const name = nameOf(one);
    const isFirst = !seen.has(name);
    const begins = isFirst && (isDefinition(one) || !defined.has(name));
    if (begins) seen.add(name);
    if (one.kind === 'DirectiveDefinition') return isFirst ? [one] : [];
    const kind = one.kind.replace(/(?:Definition|Extension)$/, begins ? 'Definition' : 'Extension');
    return [{ ...one, kind } as DefinitionNode];
  });
}

const isDefinition = ({ kind }: DefinitionNode) => kind.endsWith('Definition');

/** The schema itself has no name, and directives one of their own. */
function nameOf(one: DefinitionNode): string {
  const name = 'name' in one ? (one.name?.value ?? '') : '';
  return one.kind === 'DirectiveDefinition' ? `@${name}` : name;
}
