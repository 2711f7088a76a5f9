import type { GraphqlSchema } from './schema.ts';
import { readIntrospection } from './schema.ts';

/** The largest public schemas have a few hundred thousand tokens. */
const MOST_TOKENS = 1_000_000;

/** A schema document as it would describe itself; undefined where the text is none. Read by the reference implementation. */
export async function readSdl(text: string): Promise<GraphqlSchema | undefined> {
  if (!/^\s*(?:extend\s+)?(?:type|schema|interface|input|enum|scalar|directive|union)\b/m.test(text))
    return undefined;
  // Only where there is something to read: it takes as long to load as the rest of the program.
  const { buildASTSchema, introspectionFromSchema, parse } = await import('graphql');
  try {
    const schema = buildASTSchema(parse(text, { maxTokens: MOST_TOKENS, noLocation: true }), {
      assumeValidSDL: true,
    });
    return readIntrospection(introspectionFromSchema(schema, { descriptions: false }).__schema);
  } catch {
    return undefined;
  }
}
