/**
 * A JSON document in OpenAPI 3.0 with this many operations and about this many bytes, always the same one.
 * What is missing in size is made up by schemas that refer to one another, as large documents do.
 */
export function bigSpec(operations: number, bytes: number): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (let at = 0; at < operations; at += 1) {
    const path = `/v1/area${at % 20}/things${Math.floor(at / 2)}/{thingId}`;
    paths[path] = { ...paths[path], [at % 2 === 0 ? 'get' : 'put']: operation(at) };
  }
  const document = {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1.0.0' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {} as Record<string, unknown>,
    },
  };
  let size = JSON.stringify(document).length;
  for (let at = 0; at < SCHEMAS_AT_LEAST || size < bytes; at += 1) {
    const schema = thing(at);
    document.components.schemas[`Thing${at}`] = schema;
    size += JSON.stringify(schema).length + `"Thing${at}":,`.length;
  }
  return JSON.stringify(document);
}

const SCHEMAS_AT_LEAST = 10;

function operation(at: number) {
  const schema = { $ref: `#/components/schemas/Thing${at % SCHEMAS_AT_LEAST}` };
  const content = { 'application/json': { schema } };
  return {
    operationId: `operation${at}`,
    summary: `Operation number ${at} of a large document`,
    tags: [`area${at % 20}`],
    parameters: [
      { name: 'thingId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
    ],
    ...(at % 2 === 1 && { requestBody: { required: true, content } }),
    responses: {
      200: { description: 'Fine', content },
      404: { description: 'Not there' },
      429: { description: 'Too many' },
    },
  };
}

function thing(at: number) {
  return {
    type: 'object',
    required: ['id', 'name'],
    description: `Thing number ${at}. `.repeat(8),
    properties: {
      id: { type: 'string', format: 'uuid', readOnly: true },
      name: { type: 'string', minLength: 1, maxLength: 80, example: `Thing ${at}` },
      state: { type: 'string', enum: ['new', 'open', 'closed', 'archived'] },
      price: { type: 'number', minimum: 0, maximum: 100000 },
      labels: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 } },
      next: { $ref: `#/components/schemas/Thing${at % 7}` },
      meta: { type: 'object', additionalProperties: { type: 'string' } },
    },
  };
}
