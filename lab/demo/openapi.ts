const secured = [{ bearer: [] }];
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 }, example: 1 };
const answers = (schema: object) => ({
  responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });

/** What the demo shop says of itself; the code does not keep all of it. */
export const DEMO_OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Corvid Books', version: '2.3.0', description: 'A small bookshop, built to be scanned.' },
  servers: [{ url: '/' }],
  paths: {
    '/v2/books': {
      get: {
        operationId: 'listBooks',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 20 } },
          { name: 'title', in: 'query', schema: { type: 'string' } },
        ],
        ...answers(list('Book')),
      },
    },
    '/v2/books/{id}': { get: { operationId: 'getBook', parameters: [id], ...answers(ref('Book')) } },
    '/v2/users': { get: { operationId: 'listUsers', security: secured, ...answers(list('User')) } },
    '/v2/users/{id}': {
      get: { operationId: 'getUser', parameters: [id], security: secured, ...answers(ref('User')) },
    },
    '/v2/me': { get: { operationId: 'me', security: secured, ...answers(ref('User')) } },
    '/v2/orders': { get: { operationId: 'listOrders', security: secured, ...answers(list('Order')) } },
    '/v2/orders/{id}': {
      get: {
        operationId: 'getOrder',
        parameters: [{ ...id, example: 1001 }],
        security: secured,
        ...answers(ref('Order')),
      },
    },
    '/v2/admin/stats': {
      get: { operationId: 'stats', security: secured, tags: ['admin'], ...answers({ type: 'object' }) },
    },
    '/v1/users': { get: { operationId: 'listUsersV1', deprecated: true, ...answers(list('User')) } },
    '/v2/covers': {
      get: {
        operationId: 'fetchCover',
        parameters: [{ name: 'url', in: 'query', required: true, schema: { type: 'string', format: 'uri' } }],
        ...answers({ type: 'object' }),
      },
    },
    '/v2/webhooks/payments': {
      post: {
        operationId: 'paymentWebhook',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 204: { description: 'Taken' } },
      },
    },
    '/v2/healthz': { get: { operationId: 'health', ...answers({ type: 'object' }) } },
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Book: {
        type: 'object',
        properties: { id: { type: 'integer' }, title: { type: 'string' }, price: { type: 'number' } },
      },
      User: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
      Order: {
        type: 'object',
        properties: { id: { type: 'integer' }, userId: { type: 'integer' }, total: { type: 'number' } },
      },
    },
  },
};
