import { headerNames, type ReadResponse, readContent } from './contents.ts';
import { member, type Node, nodeMember, schemaMember, textList, textMember } from './node.ts';
import type { BodyContent } from './operation.ts';
import { schemaOfParameter } from './parameters.ts';
import { below, type Part, partAt, type Resolve } from './parts.ts';

/** More are never real, and each is kept for every operation. */
const MAX_MEDIA_TYPES = 20;

export interface Body {
  readonly bodies: readonly BodyContent[];
  readonly bodyRequired: boolean;
}

const NO_BODY: Body = { bodies: [], bodyRequired: false };

/** `requestBody` of OpenAPI 3. */
export function readBody3(operation: Part, resolve: Resolve): Body {
  const part = partAt(member(operation.node, 'requestBody'), below(operation, 'requestBody'), resolve);
  if (!part) return NO_BODY;
  return { bodies: readContent(part, resolve), bodyRequired: member(part.node, 'required') === true };
}

/** The `body` parameter of Swagger 2.0, or its `formData` parameters together. */
export function readBody2(parameters: readonly Part[], consumes: readonly string[]): Body {
  const body = parameters.find(({ node }) => member(node, 'in') === 'body');
  if (body) {
    const schema = schemaMember(body.node, 'schema');
    const example = member(body.node, 'x-example');
    const mediaTypes = consumes.length > 0 ? consumes : ['application/json'];
    return {
      bodyRequired: member(body.node, 'required') === true,
      bodies: mediaTypes.slice(0, MAX_MEDIA_TYPES).map((mediaType) => ({
        mediaType: mediaType.toLowerCase(),
        pointer: body.pointer,
        ...(schema !== undefined && { schema }),
        ...(example !== undefined && { example }),
      })),
    };
  }
  return readForm(
    parameters.filter(({ node }) => member(node, 'in') === 'formData'),
    consumes,
  );
}

function readForm(fields: readonly Part[], consumes: readonly string[]): Body {
  const [first] = fields;
  if (!first) return NO_BODY;
  const named = fields.filter(({ node }) => textMember(node, 'name') !== undefined);
  const isRequired = ({ node }: Part) => member(node, 'required') === true;
  const hasFile = fields.some(({ node }) => member(node, 'type') === 'file');
  const forms = consumes.filter((mediaType) => /multipart\/form-data|x-www-form-urlencoded/i.test(mediaType));
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const schema = {
    type: 'object',
    properties: Object.fromEntries(
      named.map((part) => [textMember(part.node, 'name') ?? '', schemaOfParameter(part)]),
    ),
    required: named.filter(isRequired).map(({ node }) => textMember(node, 'name') ?? ''),
  };
  return {
    bodyRequired: fields.some(isRequired),
    bodies: (forms.length > 0 ? forms : [usual])
      .slice(0, MAX_MEDIA_TYPES)
      .map((mediaType) => ({ mediaType: mediaType.toLowerCase(), pointer: first.pointer, schema })),
  };
}

/** Responses of Swagger 2.0: one schema for every media type that the operation produces. */
export function responseReader2(produces: readonly string[]): ReadResponse {
  return (status, response) => {
    const schema = schemaMember(response.node, 'schema');
    const examples: Node = nodeMember(response.node, 'examples') ?? {};
    const named = produces.length > 0 ? produces : Object.keys(examples);
    const mediaTypes = named.length > 0 ? named : ['application/json'];
    return {
      status,
      pointer: response.pointer,
      headers: headerNames(response.node),
      content:
        schema === undefined && Object.keys(examples).length === 0
          ? []
          : mediaTypes.slice(0, MAX_MEDIA_TYPES).map((mediaType) => {
              const example = member(examples, mediaType);
              return {
                mediaType: mediaType.toLowerCase(),
                pointer: response.pointer,
                ...(schema !== undefined && { schema }),
                ...(example !== undefined && { example }),
              };
            }),
    };
  };
}

/** Media types of an operation, else of the document (Swagger 2.0 `consumes` and `produces`). */
export function mediaTypes(key: 'consumes' | 'produces', operation: Node, root: Node): readonly string[] {
  return Array.isArray(member(operation, key)) ? textList(operation, key) : textList(root, key);
}
