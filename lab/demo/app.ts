import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';
import { BOOKS, ORDERS, USERS } from './data.ts';
import { DEMO_OPENAPI } from './openapi.ts';

/** First on every list of guessed secrets. */
const JWT_SECRET = 'secret';

/** A token that the demo's own login would give out, for `--bearer`. */
export function demoToken(userId = 2): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: String(userId), role: 'customer' })}`;
  return `${unsigned}.${sign(unsigned)}`;
}

function sign(unsigned: string): string {
  return createHmac('sha256', JWT_SECRET).update(unsigned).digest('base64url');
}

/** Flaw: believes the token's own word on how it is signed. */
function userOf(c: Context): (typeof USERS)[number] | undefined {
  const [, token = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? [];
  const [head = '', claims = '', signature] = token.split('.');
  try {
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const trusted = String(alg).toLowerCase() === 'none' || signature === sign(`${head}.${claims}`);
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    return trusted ? USERS.find(({ id }) => id === Number(sub)) : undefined;
  } catch {
    return undefined;
  }
}

const unauthorised = (c: Context) => c.json({ error: 'unauthorized' }, 401);

function demoRoutes(): Hono {
  const app = new Hono();
  app.use(cors({ origin: (origin) => origin, credentials: true }));
  app.use(async (c, next) => {
    await next();
    c.header('X-Powered-By', 'Express');
    c.header('Server', 'nginx/1.18.0');
  });
  app.onError((error, c) =>
    c.text(
      `Error: ${error.message}\n    at listBooks (/srv/app/src/books.js:41:13)\n    at Layer.handle (/srv/app/node_modules/express/lib/router/layer.js:95:5)`,
      500,
    ),
  );
  app.get('/', (c) =>
    c.json({ name: 'Corvid Books', links: { books: '/v2/books', docs: '/docs', health: '/v2/healthz' } }),
  );
  app.get('/docs', (c) =>
    c.html(
      '<!doctype html><title>Corvid Books</title><div id="swagger-ui"></div><script>SwaggerUIBundle({url:"/openapi.json"})</script>',
    ),
  );
  app.get('/v2/books', (c) => {
    const limit = Number(c.req.query('limit') ?? 20);
    if (Number.isNaN(limit)) throw new Error('limit is not a number');
    const title = c.req.query('title');
    return c.json(BOOKS.filter((book) => !title || book.title.includes(title)).slice(0, limit));
  });
  app.get('/v2/books/:id', (c) => {
    const book = BOOKS.find(({ id }) => id === Number(c.req.param('id')));
    return book ? c.json(book) : c.json({ error: 'not found' }, 404);
  });
  app.get('/v2/users', (c) => c.json(USERS));
  app.get('/v2/users/:id', (c) => {
    if (!userOf(c)) return unauthorised(c);
    const user = USERS.find(({ id }) => id === Number(c.req.param('id')));
    return user ? c.json(user) : c.json({ error: 'not found' }, 404);
  });
  app.get('/v2/me', (c) => {
    const user = userOf(c);
    return user ? c.json({ id: user.id, name: user.name, role: user.role }) : unauthorised(c);
  });
  app.get('/v2/orders', (c) => {
    const user = userOf(c);
    return user ? c.json(ORDERS.filter(({ userId }) => userId === user.id)) : unauthorised(c);
  });
  app.get('/v2/orders/:id', (c) => {
    if (!userOf(c)) return unauthorised(c);
    const order = ORDERS.find(({ id }) => id === Number(c.req.param('id')));
    return order ? c.json(order) : c.json({ error: 'not found' }, 404);
  });
  app.get('/v2/admin/stats', (c) =>
    c.json({ users: USERS.length, revenue: 48_211, replica: 'http://10.0.3.17:5432' }),
  );
  app.get('/v1/users', (c) => c.json(USERS.map(({ id, name, email }) => ({ id, name, email }))));
  app.get('/v2/covers', (c) => c.json({ fetched: c.req.query('url') ?? null }));
  app.get('/v2/healthz', (c) => c.json({ status: 'ok', version: '2.3.0' }));
  app.get('/.env', (c) => c.text('APP_ENV=production\nDB_HOST=10.0.3.17\nDB_PASSWORD=corvid-7Gq2xT\n'));
  app.get('/metrics', (c) =>
    c.text('# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 73400320\n'),
  );
  app.notFound((c) => c.json({ error: 'not found' }, 404));
  return app;
}

/** A bookshop with about twenty flaws that a scan should find. */
export function demoApp(): LabApp {
  return { routes: demoRoutes(), openapi: DEMO_OPENAPI };
}
