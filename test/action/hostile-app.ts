import { Hono } from 'hono';
import type { LabApp } from '../../lab/app.ts';

/** Words for every reader of a pipeline: the runner, its page, a pull request. */
const WORDS =
  'x\n::error::pwned\r\n::add-mask::pwned\n##[error]pwned <img src=x onerror=pwned> ![pwned](http://x) [pwned](javascript:1) @everyone | pwned `` ` --> pwned';

/** Says hostile words wherever a scanner listens: the document, paths, versions, errors, cookies. */
export function hostileApp(): LabApp {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Server', 'nginx/1.18.0 ::error::pwned <img src=x> @everyone');
    c.header('X-Powered-By', 'Express ::error::pwned');
    c.header('Access-Control-Allow-Origin', c.req.header('origin') ?? '*');
    c.header('Access-Control-Allow-Credentials', 'true');
  });
  app.get('/users/*', (c) =>
    c.json({ id: 1, email: 'a@b.example', note: WORDS, passwordHash: `$2b$10$${'a'.repeat(53)}` }),
  );
  app.get('/*', (c) =>
    c.text(
      `Error: ${WORDS}\n    at pwned (/srv/app/::error::pwned/books.js:41:13)\n    at Layer.handle (/srv/app/node_modules/express/lib/router/layer.js:95:5)`,
      500,
    ),
  );
  const operation = { summary: WORDS, operationId: WORDS, responses: { 200: { description: WORDS } } };
  return {
    routes: app,
    openapi: {
      openapi: '3.0.3',
      info: { title: WORDS, version: WORDS, description: WORDS },
      servers: [{ url: '/' }],
      paths: {
        '/users/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          get: operation,
        },
        [`/users/${WORDS}`]: { get: operation },
        '/users/pwned|<img src=x>@everyone`': { get: operation },
        '/users/%0A::error::pwned': { get: operation },
      },
      components: { securitySchemes: { [WORDS]: { type: 'http', scheme: 'bearer' } } },
    },
  };
}
