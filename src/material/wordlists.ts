/** Where services keep their OpenAPI document, most usual first. Relative to the target's own prefix as well. */
export const SPEC_PATHS: readonly string[] = [
  'openapi.json',
  'swagger.json',
  'v3/api-docs',
  'swagger/v1/swagger.json',
  'openapi.yaml',
  'api/openapi.json',
  'api-docs',
  'v2/api-docs',
  'docs-json',
  'api-json',
  'swagger/doc.json',
  'openapi.yml',
  'api/swagger.json',
  'openapi/v1.json',
  'docs/openapi.json',
  'docs/swagger.json',
  'api/docs/openapi.json',
  'docs/openapi.yaml',
  'documentation/json',
  'schema/',
  '.well-known/openapi.json',
];

/** Pages that show an OpenAPI document and name where it is. */
export const DOCUMENTATION_PATHS: readonly string[] = [
  'docs',
  'swagger-ui/index.html',
  'swagger/index.html',
  'swagger-ui.html',
  'api-docs/',
  'redoc',
  'api/docs',
  'documentation',
];

/** Where APIs begin, and what stands beside them at the root of a host. */
export const COMMON_PATHS: readonly string[] = [
  ...[
    'api',
    'api/v1',
    'v1',
    'rest',
    'graphql',
    'db',
    'health',
    'healthz',
    'status',
    'version',
    'info',
    'metrics',
  ],
  ...[
    'users',
    'me',
    'login',
    'auth',
    'token',
    'register',
    'products',
    'items',
    'orders',
    'customers',
    'books',
  ],
  ...['admin', 'search', 'config', 'settings', 'payments', 'v1/models', 'api/tags', 'v1/messages', 'chat'],
];
