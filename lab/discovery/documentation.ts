import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const DOCUMENT = documented({ 'GET /books': {}, 'GET /books/{book_id}': {} });
const YAML =
  'openapi: 3.0.3\ninfo:\n  title: Lab\n  version: "1"\npaths:\n  /books:\n    get:\n      responses:\n        "200":\n          description: OK\n';

/** Answers at these paths, 404 elsewhere. */
function at(answers: Readonly<Record<string, string | object>>, type?: string): LabApp {
  const routes = new Hono();
  for (const [path, answer] of Object.entries(answers)) {
    routes.get(path, (c) => {
      if (typeof answer === 'object') return c.json(answer);
      if (path.endsWith('.js')) return c.body(answer, 200, { 'Content-Type': 'application/javascript' });
      return type ? c.body(answer, 200, { 'Content-Type': type }) : c.html(answer);
    });
  }
  return { routes };
}

const page = (body: string) =>
  `<!doctype html><html><head><title>Docs</title></head><body>${body}</body></html>`;

/** By name: how each documentation tool points at its document, in our own words and with its own marks. */
export const pages: Readonly<Record<string, LabApp>> = {
  'FastAPI docs': at({
    '/docs': page(
      `<script src="x/swagger-ui-bundle.js"></script><script>const ui = SwaggerUIBundle({ url: '/hidden/schema-1', dom_id: '#swagger-ui' })</script>`,
    ),
    '/hidden/schema-1': DOCUMENT,
  }),
  'Redoc element': at({
    '/redoc': page(`<redoc spec-url="/hidden/schema-2"></redoc>`),
    '/hidden/schema-2': DOCUMENT,
  }),
  'Redoc script': at({
    '/docs': page(`<script>Redoc.init("../hidden/schema-3", {})</script>`),
    '/hidden/schema-3': DOCUMENT,
  }),
  'Springdoc configuration': at({
    '/swagger-ui/index.html': page(
      `<div id="swagger-ui"></div><script src="./swagger-initializer.js"></script>`,
    ),
    '/swagger-ui/swagger-initializer.js': `window.ui = SwaggerUIBundle({ "configUrl" : "/hidden/swagger-config" });`,
    '/hidden/swagger-config': { configUrl: '/hidden/swagger-config', url: '/hidden/groups/main' },
    '/hidden/groups/main': DOCUMENT,
  }),
  'ASP.NET index': at({
    '/swagger/index.html': page(
      `<div id="swagger-ui"></div><script>var configObject = JSON.parse('{"urls":[{"url":"v7/swagger.json","name":"Lab"}]}');</script>`,
    ),
    '/swagger/v7/swagger.json': DOCUMENT,
  }),
  'Swagger UI with a list': at({
    '/docs': page(
      `<div id="swagger-ui"></div><script>SwaggerUIBundle({ urls: [{ url: "/hidden/broken", name: "old" }, { url: "/hidden/good", name: "new" }] })</script>`,
    ),
    '/hidden/broken': { openapi: '3.0.0', info: { title: 'Empty', version: '1' }, paths: {} },
    '/hidden/good': DOCUMENT,
  }),
  'NestJS embedded': at({
    '/api-docs/': page(`<div id="swagger-ui"></div><script src="./swagger-ui-init.js"></script>`),
    '/api-docs/swagger-ui-init.js': `window.onload = function() { let options = { "swaggerDoc": ${JSON.stringify(DOCUMENT)}, "customOptions": {} }; }`,
  }),
  Scalar: at({
    '/docs': page(`<script id="api-reference" data-url="/hidden/scalar"></script>`),
    '/hidden/scalar': DOCUMENT,
  }),
  RapiDoc: at({ '/docs': page(`<rapi-doc spec-url = "/hidden/rapi"></rapi-doc>`), '/hidden/rapi': DOCUMENT }),
  Stoplight: at({
    '/docs': page(`<elements-api apiDescriptionUrl="/hidden/elements" router="hash"></elements-api>`),
    '/hidden/elements': DOCUMENT,
  }),
};

export const wellKnown: Readonly<Record<string, LabApp>> = {
  '/openapi.json': at({ '/openapi.json': DOCUMENT }),
  '/v3/api-docs': at({ '/v3/api-docs': DOCUMENT }),
  '/swagger/v1/swagger.json': at({ '/swagger/v1/swagger.json': DOCUMENT }),
  '/docs-json': at({ '/docs-json': DOCUMENT }),
  '/openapi.yaml': at({ '/openapi.yaml': YAML }, 'text/yaml'),
};

/** The document lies beside the API, below a prefix. */
export const belowPrefix = at({ '/shop/v2/openapi.json': DOCUMENT, '/shop/v2/books': [] });

/** Looks like a document, holds nothing. */
export const emptyDocument = at({
  '/openapi.json': { openapi: '3.0.3', info: { title: 'x', version: '1' }, paths: {} },
});

/** Every path is the same page, which happens to mention Swagger UI. */
export const catchAllPage: LabApp = {
  routes: new Hono().all('*', (c) => c.html(page('<a href="/x">swagger-ui</a><script>url: "/y"</script>'))),
};

/** Only who has the key may read it. */
export const guarded: LabApp = {
  routes: new Hono().get('/openapi.json', (c) =>
    c.req.header('x-key') === 'open-sesame' ? c.json(DOCUMENT) : c.json({ error: 'key' }, 401),
  ),
};

/** Documents production; is scanned on loopback. */
export const elsewhere = at({
  '/openapi.json': { ...DOCUMENT, servers: [{ url: 'https://api.production.example/v9' }] },
});
