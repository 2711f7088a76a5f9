import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { BEARER } from './serving.ts';

const TEXT = { type: 'string' };
const uuid = (at: number) => `3f2504e0-4f89-41d3-9a0c-0305e82c33${String(at).padStart(2, '0')}`;

const ORDER = {
  type: 'object',
  required: ['id', 'orderNumber', 'total'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    orderNumber: TEXT,
    reference: TEXT,
    total: { type: 'number' },
    createdAt: { type: 'string', format: 'date-time' },
    commit: TEXT,
    trackingUrl: TEXT,
    pageToken: TEXT,
    passwordChangedAt: { type: 'string', format: 'date-time' },
  },
};
const ERROR = { type: 'object', properties: { error: TEXT, requestId: TEXT, detail: TEXT } };
const answer = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
const list = {
  type: 'object',
  properties: {
    items: { type: 'array', maxItems: 100, items: ORDER },
    next: { type: 'string', nullable: true },
  },
};
const secured = [{ bearer: [] }];
const failures = { 400: answer(ERROR), 401: answer(ERROR), 404: answer(ERROR), 429: answer(ERROR) };

const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Orders', version: '2.3.1', contact: { email: 'support@bletchley.org.uk' } },
  servers: [{ url: '/' }],
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
  paths: {
    '/v1/orders': {
      get: {
        security: secured,
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }],
        responses: { 200: answer(list), ...failures },
      },
      post: {
        security: secured,
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                properties: { sku: TEXT, password: { type: 'string', writeOnly: true } },
              },
            },
          },
        },
        responses: { 201: answer(ORDER), ...failures },
      },
    },
    '/v1/orders/{id}': {
      get: {
        security: secured,
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
        responses: { 200: answer(ORDER), ...failures },
      },
    },
    '/v1/about': {
      get: {
        security: [],
        responses: {
          200: answer({
            type: 'object',
            properties: {
              name: TEXT,
              contact: TEXT,
              security: TEXT,
              build: TEXT,
              docs: TEXT,
              labels: { type: 'object' },
              stores: { type: 'array' },
            },
          }),
          429: answer(ERROR),
        },
      },
    },
    '/v1/me': {
      get: {
        security: secured,
        responses: {
          200: answer({
            type: 'object',
            properties: {
              id: TEXT,
              email: TEXT,
              phone: TEXT,
              dateOfBirth: TEXT,
              isAdmin: { type: 'boolean' },
              card: { type: 'object' },
            },
          }),
          ...failures,
        },
      },
    },
  },
};

const order = (at: number) => ({
  id: uuid(at),
  // Sixteen digits with an issuer's prefix, whose check digit is wrong.
  orderNumber: `45391488034364${String(60 + at)}`.replace('67', '68'),
  reference: '2014-01-07-4539 1488 0343 6468',
  total: 4999.5,
  createdAt: '2026-01-01T10:00:00Z',
  commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
  trackingUrl: 'https://track.bletchley.org.uk/p/5f4dcc3b5aa765d61d8327deb882cf99?lang=en',
  pageToken: 'eyJhZnRlciI6NDJ9',
  passwordChangedAt: '2026-01-01T10:00:00Z',
});

const ABOUT = {
  name: 'Orders',
  contact: 'support@bletchley.org.uk, info@bletchley.org.uk, sales@bletchley.org.uk, press@bletchley.org.uk',
  security: 'security@bletchley.org.uk',
  build: '2.3.1+9fceb02',
  docs: 'https://developer.bletchley.org.uk/latest?tokens=explained',
  labels: { username: 'Username', email: 'E-mail', password: 'Passwort', cardNumber: 'Card number' },
  stores: [1, 2, 3].map((at) => ({ name: `Store ${at}`, phone: `+44 20 7946 100${at}`, city: 'London' })),
};
const ME = {
  id: uuid(1),
  email: 'ada.lovelace@bletchley.org.uk',
  phone: '+44 20 7946 1234',
  isAdmin: false,
  card: { brand: 'Visa', last4: '6467' },
};

/** An API as it should be: documented, guarded, terse when it fails, and full of values that merely look alarming. */
export const wellKept: LabApp = { routes: app(), openapi: DOCUMENT };

function app(): Hono {
  const routes = new Hono();
  const fail = (status: 400 | 401 | 404, error: string) =>
    new Response(JSON.stringify({ error, requestId: 'c7c9f2b0' }), {
      status,
      headers: {
        'Content-Type': 'application/json',
        ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      },
    });
  routes.use(async (c, next) => {
    await next();
    c.header('Server', 'shop');
    c.header('X-Request-Id', uuid(7));
    c.header('Cache-Control', 'no-store');
    c.header('ETag', 'W/"33a64df551425fcc55e4d42a148795d9f25f89d4"');
    c.header('X-Content-Type-Options', 'nosniff');
  });
  routes.get('/v1/about', (c) => c.json(ABOUT));
  routes.get('/health', (c) => c.json({ status: 'ok' }));
  routes.get('/metrics', () => fail(401, 'unauthorized'));
  routes.use('/v1/*', async (c, next) => {
    if (c.req.header('authorization') === `Bearer ${BEARER}`) return next();
    return fail(401, 'unauthorized');
  });
  routes.get('/v1/orders', (c) => {
    const limit = c.req.query('limit') ?? '3';
    if (!/^[1-9]\d?$/.test(limit)) return fail(400, 'limit must be an integer from 1 to 99');
    return c.json({ items: [1, 2, 3].map(order), next: null });
  });
  routes.get('/v1/orders/:id', (c) => {
    const at = [1, 2, 3].find((number) => uuid(number) === c.req.param('id'));
    return at === undefined ? fail(404, 'no such order') : c.json(order(at));
  });
  routes.get('/v1/me', (c) => c.json(ME));
  routes.notFound(() => fail(404, 'not_found'));
  return routes;
}
