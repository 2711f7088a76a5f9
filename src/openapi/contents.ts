import { member, type Node, nodeMember, schemaMember, textMember } from './node.ts';
import type { BodyContent, DocumentedResponse } from './operation.ts';
import { below, type Part, partAt, type Resolve } from './parts.ts';

/** More are never real, and each is kept for every operation. */
const MAX_MEDIA_TYPES = 20;
export const MAX_RESPONSES = 50;

/** `content` of a request body, response or parameter (OpenAPI 3). */
export function readContent(part: Part, resolve: Resolve): readonly BodyContent[] {
  return Object.entries(nodeMember(part.node, 'content') ?? {})
    .slice(0, MAX_MEDIA_TYPES)
    .flatMap(([mediaType, value]) => {
      const media = partAt(value, below(part, 'content', mediaType), resolve);
      if (!media) return [];
      const schema = schemaMember(media.node, 'schema');
      const itemSchema = schemaMember(media.node, 'itemSchema');
      const example = firstExample(media.node, resolve);
      const partTypes = partTypesOf(media.node);
      return [
        {
          mediaType: mediaType.toLowerCase(),
          pointer: media.pointer,
          ...(schema !== undefined && { schema }),
          ...(itemSchema !== undefined && { itemSchema }),
          ...(example !== undefined && { example }),
          ...(partTypes && { partTypes }),
        },
      ];
    });
}

function partTypesOf(media: Node): Readonly<Record<string, string>> | undefined {
  const named = Object.entries(nodeMember(media, 'encoding') ?? {})
    .slice(0, MAX_MEDIA_TYPES)
    .flatMap(([name, encoding]): [string, string][] => {
      const type = textMember(encoding, 'contentType');
      return type === undefined ? [] : [[name, type]];
    });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

/** `example`, else the first of `examples`, which OpenAPI 3 maps by name and JSON Schema lists. */
export function firstExample(node: Node, resolve: Resolve): unknown {
  const example = member(node, 'example') ?? member(node, 'x-example');
  if (example !== undefined) return example;
  const examples = member(node, 'examples');
  if (Array.isArray(examples)) return examples[0];
  for (const named of Object.values(nodeMember(node, 'examples') ?? {}).slice(0, MAX_MEDIA_TYPES)) {
    const example = resolve(named);
    // OpenAPI 3.2 tells the value from how it is written.
    const value = member(example, 'value') ?? member(example, 'dataValue');
    if (value !== undefined) return value;
  }
  return undefined;
}

export type ReadResponse = (status: string, response: Part) => DocumentedResponse;

/** OpenAPI 3 responses. */
export function responseReader(resolve: Resolve): ReadResponse {
  return (status, response) => ({
    status,
    pointer: response.pointer,
    content: readContent(response, resolve),
    headers: headerNames(response.node),
  });
}

export function headerNames(response: Node): readonly string[] {
  return Object.keys(nodeMember(response, 'headers') ?? {}).slice(0, MAX_MEDIA_TYPES);
}
