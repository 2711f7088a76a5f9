import { guarded, serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT } from '../property-authorization/documents.ts';

const ITEM = objectOf({ name: TEXT });
const ITEMS = { type: 'array', items: ITEM };

/** A link leads to an operation that the document does not list. */
export const undocumented = serving(
  {
    '/items': { items: [{ name: 'a' }], _links: { reports: { href: '/reports' } } },
    '/reports': { reports: [{ total: 7 }] },
    '/': { items_url: '/items', reports_url: '/reports' },
  },
  documentOf({ '/items': reads(ITEMS) }),
);
/** What is documented to be written can be read, too. */
export const readBeside = serving(
  { '/items': { items: [{ name: 'a' }] }, '/reports': { reports: [{ total: 7 }] } },
  documentOf({
    '/items': reads(ITEMS),
    '/reports': { post: { responses: { 201: { description: 'made' } } } },
  }),
);
/** What answers to GET at the address of a documented POST is the read of one object, which is documented too. */
export const readByName = serving(
  { '/v1/users/:id': { name: 'ada' } },
  documentOf({
    '/v1/users/{user_id}': reads(ITEM),
    '/v1/users/signup': { post: { responses: { 201: { description: 'made' } } } },
  }),
);
export const documented = serving(
  {
    '/items': [{ name: 'a' }],
    '/': {
      items_url: '/items',
      health_url: '/health',
      gone_url: '/gone',
      api_url: '/api',
      v1_url: '/api/v1',
    },
    '/api': { versions: ['/api/v1'] },
    '/api/v1': { items: '/items' },
    '/health': { status: 'ok' },
  },
  documentOf({ '/items': reads(ITEMS) }),
);

export const dead = serving(
  { '/items': [{ name: 'a' }] },
  documentOf({ '/items': reads(ITEMS), '/old': reads(ITEM) }),
);
export const closed = serving(
  { '/items': [{ name: 'a' }], '/old': guarded({ name: 'a' }) },
  documentOf({ '/items': reads(ITEMS), '/old': reads(ITEM) }),
);
export const softAbsent = serving(
  { '*': (c) => c.html('<title>Shop</title>') },
  documentOf({ '/items': reads(ITEMS) }),
);

const deprecatedRead = { get: { ...(reads(ITEM) as { get: object }).get, deprecated: true } };
export const deprecated = serving(
  { '/items': [{ name: 'a' }], '/old': { name: 'a' } },
  documentOf({ '/items': reads(ITEMS), '/old': deprecatedRead }),
);
export const retired = serving(
  { '/items': [{ name: 'a' }], '/old': (c) => c.json({ error: 'gone' }, 410) },
  documentOf({ '/items': reads(ITEMS), '/old': deprecatedRead }),
);

const secondVersion = documentOf({ '/v2/items': reads(ITEMS) });
export const beside = serving({ '/v2/items': [{ name: 'a' }], '/v1/items': [{ name: 'b' }] }, secondVersion);
export const weaker = serving(
  { '/v2/items': guarded([{ name: 'a' }]), '/v1/items': [{ name: 'b' }] },
  secondVersion,
);
export const alone = serving({ '/v2/items': [{ name: 'a' }] }, secondVersion);
export const ignoring = serving({ '/:version/items': [{ name: 'a' }] }, secondVersion);
export const bothClosed = serving(
  { '/v2/items': guarded([{ name: 'a' }]), '/v1/items': guarded([{ name: 'b' }]) },
  secondVersion,
);
export const firstVersion = serving(
  { '/v1/items': [{ name: 'a' }] },
  documentOf({ '/v1/items': reads(ITEMS) }),
);

export const forTests = serving(
  { '/items': [{ name: 'a' }], '/debug/users': [{ name: 'a' }] },
  documentOf({ '/items': reads(ITEMS), '/debug/users': reads(ITEMS) }),
);
export const latest = serving(
  {
    '/items': [{ name: 'a' }],
    '/latest': [{ name: 'a' }],
    '/lab/tests': [{ name: 'a' }],
    '/test': guarded({ name: 'a' }),
  },
  documentOf({ '/latest': reads(ITEMS), '/lab/tests': reads(ITEMS), '/test': reads(ITEM) }),
);

const four = (prefix: string) =>
  documentOf(
    Object.fromEntries(
      ['items', 'users', 'orders', 'carts'].map((name) => [`${prefix}/${name}`, reads(ITEMS)]),
    ),
  );
export const unversioned = serving({ '/items': [] }, four(''));
export const versioned = serving({ '/v1/items': [] }, four('/v1'));
export const versionedByServer = serving(
  { '/api/v3/items': [] },
  { ...four(''), servers: [{ url: '/api/v3' }] },
);
export const few = serving({ '/items': [] }, documentOf({ '/items': reads(ITEMS) }));

export const internalPaths = serving(
  { '/items': [] },
  documentOf({ '/items': reads(ITEMS), '/internal/jobs': reads(ITEMS) }),
);
/** Closed to whoever has no login, and described so. */
export const closedAdministration = serving(
  { '/items': [], '/admin/users': guarded([]), '/internal/jobs': guarded([]) },
  documentOf({
    '/items': reads(ITEMS),
    '/admin/users': reads(ITEMS),
    '/internal/jobs': reads(ITEMS),
    '/admin/reindex': { post: { responses: { 202: { description: 'accepted' } } } },
  }),
);
export const openAdministration = serving(
  { '/items': [], '/admin/users': [{ name: 'ada' }] },
  documentOf({ '/items': reads(ITEMS), '/admin/users': reads(ITEMS) }),
);
export const noDocument = serving({ '/items': [] });
export const swaggerUi = serving(
  {
    '/items': [],
    '/docs': (c) =>
      c.html(
        '<html><title>Shop</title><div id="swagger-ui"></div><script src="https://cdn/swagger-ui-bundle.js"></script><script>SwaggerUIBundle({url:"/openapi.json"})</script></html>',
      ),
  },
  documentOf({ '/items': reads(ITEMS) }),
);

export const stageServer = serving(
  { '/items': [] },
  {
    ...documentOf({ '/items': reads(ITEMS) }),
    servers: [{ url: '/' }, { url: 'https://staging.bletchley.org.uk' }],
  },
);
export const oneServer = serving(
  { '/items': [] },
  {
    ...documentOf({ '/items': reads(ITEMS) }),
    servers: [{ url: '/' }, { url: 'https://api.bletchley.org.uk' }],
  },
);

const inYaml = (...paths: readonly string[]) =>
  serving({
    '/items': [],
    '/openapi.yaml': (c) =>
      c.text(
        [
          'openapi: 3.0.3',
          'info: {title: Shop, version: "1"}',
          'paths:',
          ...paths.map((path) => `  ${path}:\n    get:\n      responses:\n        "200": {description: ok}`),
        ].join('\n'),
        200,
        { 'Content-Type': 'application/yaml' },
      ),
  });
export const documentInYaml = inYaml('/items', '"/items/{id}"');
export const internalPathsInYaml = inYaml('/items', '/internal/jobs');

/** Many that answer, and after them one that does not exist. */
const MANY = Array.from({ length: 24 }, (_none, at) => `/shelf-${at}`);
export const lastDead = serving(
  Object.fromEntries(MANY.map((path) => [path, { name: 'a' }])),
  documentOf(Object.fromEntries([...MANY, '/old'].map((path) => [path, reads(ITEM)]))),
);
export const lastDeprecated = serving(
  Object.fromEntries([...MANY.map((path) => [path, guarded({ name: 'a' })]), ['/old', { name: 'a' }]]),
  documentOf(Object.fromEntries([...MANY, '/old'].map((path) => [path, deprecatedRead]))),
);
