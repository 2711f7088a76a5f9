import { describe, expect, test } from 'vitest';
import { discoverAt } from './discovering.ts';
import { type Answer, serving } from './served-below.ts';

type Files = Readonly<Record<string, Answer>>;

const doc = (path: string, more: object = {}) => ({
  openapi: '3.0.3',
  info: { title: path, version: '1' },
  paths: { [path]: { get: { responses: { 200: { description: 'OK' } } } } },
  ...more,
});
const html = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  body: `<!doctype html><html><head><title>API</title></head><body>${body}</body></html>`,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
});
const script = (body: string): Answer => ({ body, headers: { 'Content-Type': 'text/javascript' } });
const moved = (to: string): Answer => ({ status: 302, body: '', headers: { Location: to } });
const json = (body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({ body, headers });
const swaggerUi = (config: string) =>
  html(`<div id="swagger-ui"></div><script>window.ui = SwaggerUIBundle(${config})</script>`);
const TOKEN = 'found-token-1234';
const user = { identities: [{ name: 'me', credentials: [{ kind: 'bearer', token: TOKEN }] }] } as const;

/** A service that serves these files and the operations of its documents; all else is absent. */
async function found(
  files: Files,
  { guarded = [] as readonly string[], closed = false, path = '', login = false } = {},
) {
  const service = await serving((asked, { headers }) => {
    const isMe = headers.authorization === `Bearer ${TOKEN}`;
    if (closed && !isMe) return { status: 401, body: { error: 'unauthorized' } };
    if (guarded.includes(asked) && !isMe) return { status: 403, body: { error: 'forbidden' } };
    return files[asked] ?? (/^\/(?:books|authors)$/.test(asked) ? json([{ id: 1 }]) : files['*']);
  });
  try {
    return await discoverAt(
      service.url,
      ({ surface, sent, warnings, url }) => ({ surface, warnings, url, requests: sent.length }),
      { path, documents: 'all', ...(login ? user : {}) },
    );
  } finally {
    service.close();
  }
}

const HIDDEN = { '/hidden/one': json(doc('/books')) };
const AUTHORS = { '/hidden/two': json(doc('/authors')) };

describe('each kind of way to a document', () => {
  test.each<[way: string, files: Files, options?: Parameters<typeof found>[1]]>([
    ['at a usual place', { '/openapi.json': json(doc('/books')) }],
    ['at the place of a framework', { '/_openapi.json': json(doc('/books')) }],
    ['where one expects a page', { '/api/docs': json(doc('/books')) }],
    [
      'as YAML',
      {
        '/api/spec.yaml': {
          body: 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths:\n  /books:\n    get: {responses: {}}\n',
          headers: { 'Content-Type': 'text/plain' },
        },
      },
    ],
    ['at the address that the user typed', HIDDEN, { path: '/hidden/one' }],
    [
      'below the prefix that the user typed',
      { '/shelf/openapi.json': json(doc('/books')) },
      { path: '/shelf' },
    ],
    [
      'at the root, as PostgREST has it',
      { '/': json({ ...doc('/books'), openapi: undefined, swagger: '2.0' }) },
    ],
    [
      'through redirects',
      { ...HIDDEN, '/openapi.json': moved('/docs/latest'), '/docs/latest': moved('../hidden/one') },
    ],
    [
      'through a redirect to a page',
      { ...HIDDEN, '/docs': moved('/portal/'), '/portal/': html('<redoc spec-url="/hidden/one"></redoc>') },
    ],
    [
      'by Link: service-desc',
      {
        ...HIDDEN,
        '/': json(
          { name: 'shelf' },
          { Link: '</x>; rel="next", </hidden/one>; title="a, b"; rel="alternate service-desc"' },
        ),
      },
    ],
    [
      'by Link: describedby',
      { ...HIDDEN, '/': json({ name: 'shelf' }, { Link: '</hidden/one>; rel=describedby' }) },
    ],
    [
      'by Link: service-doc, a page',
      {
        ...HIDDEN,
        '/': json({ name: 'shelf' }, { Link: '</manual>; rel="service-doc"' }),
        '/manual': html('<redoc spec-url="hidden/one"></redoc>'),
      },
    ],
    [
      'by Link of an answer that the crawl came upon',
      {
        ...HIDDEN,
        '/': html('<a href="/books">Books</a>'),
        '/books': json([{ id: 1 }], { Link: '</hidden/one>; rel="service-desc"' }),
      },
    ],
    ['by <link> of a page', { ...HIDDEN, '/': html('<link href="/hidden/one" rel="service-desc">') }],
    [
      'by a link of a page whose address says so',
      { '/': html('<a href="/help/api-spec-v7">API</a>'), '/help/api-spec-v7': json(doc('/books')) },
    ],
    ['by a link of a page', { ...HIDDEN, '/': html('<a href="/hidden/one">For developers</a>') }],
    [
      'in an API catalog',
      {
        ...HIDDEN,
        '/.well-known/api-catalog': json(
          {
            linkset: [
              { anchor: '/', 'service-doc': [{ href: '/a.pdf' }] },
              { anchor: '/', 'service-desc': [{ type: 'text/html', href: '/a' }, { href: '/hidden/one' }] },
            ],
          },
          { 'Content-Type': 'application/linkset+json' },
        ),
      },
    ],
    [
      'in an API catalog as text',
      {
        ...HIDDEN,
        '/.well-known/api-catalog': {
          body: '</hidden/one>; anchor="/"; rel="service-desc"',
          headers: { 'Content-Type': 'application/linkset' },
        },
      },
    ],
    [
      'in a catalog of catalogs',
      {
        ...HIDDEN,
        '/.well-known/api-catalog': json({ linkset: [{ anchor: '/', item: [{ href: '/catalog/shelf' }] }] }),
        '/catalog/shelf': json({ linkset: [{ 'service-desc': [{ href: '/hidden/one' }] }] }),
      },
    ],
    [
      'in the groups of Springdoc',
      { ...HIDDEN, '/v3/api-docs/swagger-config': json({ urls: [{ url: '/hidden/one', name: 'books' }] }) },
    ],
    [
      'in the list of Springfox',
      {
        ...HIDDEN,
        '/swagger-resources': json([{ name: 'default', url: '/hidden/one', swaggerVersion: '2.0' }] as never),
      },
    ],
    [
      'in APIs.json',
      {
        ...HIDDEN,
        '/apis.json': json({ apis: [{ properties: [{ type: 'OpenAPI', url: '/hidden/one' }] }] }),
      },
    ],
    ['in a page of Swagger UI', { ...HIDDEN, '/docs': swaggerUi("{ url: '/hidden/one' }") }],
    ['inside a page of Swagger UI', { '/docs': swaggerUi(`{ spec: ${JSON.stringify(doc('/books'))} }`) }],
    [
      'in swagger-initializer.js',
      {
        ...HIDDEN,
        '/swagger-ui/index.html': html(
          '<div id="swagger-ui"></div><script src="./swagger-initializer.js"></script>',
        ),
        '/swagger-ui/swagger-initializer.js': script('SwaggerUIBundle({"url":"..\\/hidden\\/one"})'),
      },
    ],
    [
      'in swagger-ui-init.js that no page names: the page of the bundle stands before it',
      {
        '/api-docs/': html('<div id="swagger-ui"></div><script src="./swagger-initializer.js"></script>'),
        '/api-docs/swagger-initializer.js': script(
          'SwaggerUIBundle({ url: "https://petstore.swagger.io/v2/swagger.json" })',
        ),
        '/api-docs/swagger-ui-init.js': script(
          `var options = { "swaggerDoc": ${JSON.stringify(doc('/books'))} }`,
        ),
      },
    ],
    [
      'the same below a path without its slash',
      {
        '/docs': html('<div id="swagger-ui"></div>'),
        '/docs/swagger-ui-init.js': script(
          `var options = { "swaggerDoc": ${JSON.stringify(doc('/books'))} }`,
        ),
      },
    ],
    [
      'in Redoc',
      {
        ...HIDDEN,
        '/redoc': html('<div id="r"></div><script>Redoc.init("hidden/one", {}, document.body)</script>'),
      },
    ],
    [
      'inside a page that Redoc has built',
      {
        '/docs': html(
          `<div id="redoc"></div><script>const __redoc_state = {"menu":{},"spec":{"data":${JSON.stringify(doc('/books'))}},"options":{}};</script>`,
        ),
      },
    ],
    [
      'in Scalar',
      { ...HIDDEN, '/scalar': html('<script id="api-reference" data-url="/hidden/one"></script>') },
    ],
    [
      'in the configuration of Scalar',
      {
        ...HIDDEN,
        '/reference': html(
          '<script id="api-reference" data-configuration="{&quot;url&quot;:&quot;/hidden/one&quot;}"></script>',
        ),
      },
    ],
    [
      'inside Scalar',
      {
        '/docs': html(
          `<script id="api-reference" type="application/json">${JSON.stringify(doc('/books'))}</script>`,
        ),
      },
    ],
    ['in RapiDoc', { ...HIDDEN, '/docs': html('<rapi-doc theme="dark" spec-url="/hidden/one"></rapi-doc>') }],
    [
      'in Stoplight',
      {
        ...HIDDEN,
        '/docs': html('<elements-api apiDescriptionUrl="/hidden/one" router="hash"></elements-api>'),
      },
    ],
    [
      'in the page that answers every unknown path',
      { ...HIDDEN, '/': swaggerUi("{ url: '/hidden/one' }"), '*': swaggerUi("{ url: '/hidden/one' }") },
    ],
    [
      'behind the login',
      { '/openapi.json': json(doc('/books')) },
      { guarded: ['/openapi.json'], login: true },
    ],
    [
      'behind the login, at the place of a framework',
      { '/api/docs-json': json(doc('/books')) },
      { guarded: ['/api/docs-json'], login: true },
    ],
    [
      'where everything answers 401',
      { '/api/schema/': json(doc('/books')), '/q/openapi': json(doc('/books')) },
      { closed: true, login: true },
    ],
    [
      'on a page where everything answers 401',
      { ...HIDDEN, '/explorer/': swaggerUi("{ url: '/hidden/one' }") },
      { closed: true, login: true },
    ],
    [
      'in a list where everything answers 401',
      { ...HIDDEN, '/v3/api-docs/swagger-config': json({ urls: [{ url: '/hidden/one' }] }) },
      { closed: true, login: true },
    ],
  ])('%s', async (_way, files, options) => {
    const { surface } = await found(files, options);
    expect(surface.operations.filter(({ source }) => source === 'spec').map(({ id }) => id)).toEqual([
      'GET /books',
    ]);
  });
});

describe('several documents are one service', () => {
  test.each<[string, Files]>([
    [
      'groups of Springdoc',
      {
        ...HIDDEN,
        ...AUTHORS,
        '/v3/api-docs/swagger-config': json({ urls: [{ url: '/hidden/one' }, { url: '/hidden/two' }] }),
      },
    ],
    [
      'a page with a list, beside a usual place',
      {
        '/openapi.json': HIDDEN['/hidden/one'],
        ...AUTHORS,
        '/docs': swaggerUi('{ urls: [{ url: "/openapi.json" }, { url: "/hidden/two" }] }'),
      },
    ],
    [
      'versions of Swashbuckle',
      { '/swagger/v1/swagger.json': json(doc('/books')), '/swagger/v2/swagger.json': json(doc('/authors')) },
    ],
    [
      'the list of a gateway',
      {
        ...HIDDEN,
        ...AUTHORS,
        '/swagger-resources': json([{ url: '/hidden/one' }, { url: '/hidden/two' }] as never),
      },
    ],
  ])('%s', async (_name, files) => {
    const { surface, warnings } = await found(files);
    const named = surface.operations.filter(({ source }) => source === 'spec').map(({ id }) => id);
    expect(named.sort()).toEqual(['GET /authors', 'GET /books']);
    expect(surface.spec?.others).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test('the same document in two forms is one', async () => {
    const { surface } = await found({
      '/openapi.json': json(doc('/books')),
      '/swagger.json': json({ ...doc('/books'), openapi: undefined, swagger: '2.0' }),
    });
    expect(surface.spec?.others ?? []).toEqual([]);
  });

  test('what they describe in different ways is one line', async () => {
    const other = {
      ...doc('/authors'),
      paths: {
        '/authors': { get: { responses: {} } },
        '/books': { get: { security: [{ key: [] }], responses: {} } },
      },
    };
    const { surface, warnings, url } = await found({
      '/swagger/v1/swagger.json': json(doc('/books')),
      '/swagger/v2/swagger.json': json(other),
    });
    expect(surface.operations.find(({ id }) => id === 'GET /books')?.security).toBeUndefined();
    expect(warnings).toEqual([
      `The documents ${url}/swagger/v1/swagger.json, ${url}/swagger/v2/swagger.json describe GET /books in different ways: the first of them counts.`,
    ]);
  });
});

describe('what is no document of the service', () => {
  test.each<[string, Files]>([
    ['a page for every unknown path', { '*': html('<p>swagger-ui</p><script>url: "/y"</script>') }],
    ['a document for every unknown path, without operations', { '*': json({ openapi: '3.0.0', paths: {} }) }],
    [
      'JSON for every unknown path, with addresses in it',
      { '*': json({ status: 'ok', url: '/books', urls: [{ url: '/hidden' }] }) },
    ],
    [
      'a list of documents elsewhere',
      { '/swagger-resources': json([{ url: 'https://petstore.swagger.io/v2/swagger.json' }] as never) },
    ],
    ['a redirect for every unknown path', { '*': moved('/login') }],
    [
      'a JSON Schema',
      { '/schema/': json({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }) },
    ],
  ])('%s', async (_name, files) => {
    const { surface } = await found(files);
    expect(surface.spec).toBeUndefined();
    expect(surface.publicDocuments).toEqual([]);
  });

  test('one that does not fit the target is said in one line', async () => {
    const { warnings } = await found({ '/openapi.json': json(doc('/pets')) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^The first operations of the document answer 404 below /);
  });

  test('the same where every unknown path is a page', async () => {
    const { warnings } = await found({ '/openapi.json': json(doc('/pets')), '*': html('<p>Welcome</p>') });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^The first operations of the document answer as unknown paths do, below /);
  });
});

describe('what looking costs where there is nothing', () => {
  const nothing = { '/': json({ name: 'shelf' }) };
  test.each<[string, Files, Parameters<typeof found>[1], number]>([
    ['to nobody', nothing, {}, 320],
    ['with a login', nothing, { login: true }, 340],
    ['where everything is refused', nothing, { closed: true, login: true, path: '/books' }, 390],
  ])('%s', async (_name, files, options, most) => {
    const { requests } = await found(files, options);
    expect(requests).toBeLessThan(most);
  });
});

test('paths of a document behind the login are no links, and those of two bases are two operations', async () => {
  const document = [
    'swagger: "2.0"',
    'info: {title: x, version: "1"}',
    'basePath: /api/v1',
    'paths:',
    "  '/books':",
    '    get: {responses: {200: {description: OK}}}',
    "  '/shelves/{shelf_id}/notes':",
    '    get: {parameters: [{name: shelf_id, in: path, required: true, type: string}], responses: {}}',
  ].join('\n');
  const { surface } = await found(
    {
      '/': html('<a href="/books">Books</a>'),
      '/api/docs': { body: document, headers: { 'Content-Type': 'text/plain' } },
      '/api/v1/books': json([{ id: 2 }]),
    },
    { guarded: ['/api/docs'], login: true },
  );
  const named = surface.operations.filter(({ path }) => /books|shelves/.test(path));
  expect(named.map(({ id, source }) => `${source} ${id.replace(/:\d{4,5}/, '')}`)).toEqual([
    'spec GET /books',
    'spec GET /shelves/{shelf_id}/notes',
    'crawl GET http://127.0.0.1/books',
  ]);
});
