import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const routes = new Hono().get('/', (c) => c.json({ ok: true }));
const described = (operations: Parameters<typeof documented>[0], root: object = {}): LabApp => ({
  routes,
  openapi: documented(operations, root),
});
const body = (mediaType: string, properties: object = {}) => ({
  requestBody: { content: { [mediaType]: { schema: { type: 'object', properties } } } },
});
const key = { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } } };

export const unsigned = described({
  'POST /webhooks/payments': body('application/json', { event: { type: 'string' } }),
});
export const signed = described({
  'POST /webhooks/payments': {
    ...body('application/json'),
    parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
  },
});
export const secured = described(
  { 'POST /webhooks/payments': { ...body('application/json'), security: [{ key: [] }] } },
  key,
);
/** Creates a webhook: the service calls, and is not called. */
export const registering = described({
  'POST /webhooks/subscriptions': body('application/json', { targetUrl: { type: 'string' } }),
});

const callback = (expression: string): LabApp =>
  described({
    'POST /orders': {
      ...body('application/json'),
      callbacks: { paid: { [expression]: { post: { responses: {} } } } },
    },
  });
export const anyHost = callback('{$request.body#/callbackUrl}');
export const fixedHost = callback('https://hooks.partner.example/{$request.body#/id}');
export const plainHost = callback('http://hooks.partner-lab.com/{$request.body#/id}');

export const takesJava = described({ 'POST /jobs': body('application/x-java-serialized-object') });
export const takesYaml = described({ 'POST /jobs': body('application/yaml') });
export const takesJson = described({ 'POST /jobs': body('application/json') });

export const plainServer = described(
  { 'GET /': {} },
  { servers: [{ url: '/' }, { url: 'http://legacy.partner-lab.com/v1' }] },
);
export const safeServers = described(
  { 'GET /': {} },
  { servers: [{ url: '/' }, { url: 'https://api.partner-lab.com/v1' }, { url: 'http://localhost:8080' }] },
);
