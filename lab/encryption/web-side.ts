import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { good, LAB_HOST, overTls, users } from './authority.ts';

const setting = (...cookies: readonly string[]): Hono =>
  new Hono().get('/users', (c) => {
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.json([{ id: 7 }]);
  });

const sending = (name: string, value: string) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      c.header(name, value);
    })
    .route('/', users());

const behindTls = (routes: LabApp['routes']) => overTls(good, {}, routes);

export const cookies = {
  bare: behindTls(setting('sessionid=abc123def456; Path=/')),
  careful: behindTls(setting('__Host-session=abc123def456; Path=/; Secure; HttpOnly; SameSite=Lax')),
  crossSite: behindTls(setting('sid=abc123def456; Secure; HttpOnly; SameSite=None')),
  lookAlikes: behindTls(
    setting(
      'lang=de; Path=/',
      'csrftoken=abc123def456; Path=/',
      'XSRF-TOKEN=abc123def456; Path=/',
      'AWSALB=abc123; Path=/',
      'sessionid=; Max-Age=0; Path=/',
      'sid=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ),
  ),
  plain: { routes: setting('sessionid=abc123def456; Path=/') } satisfies LabApp,
  /** One operation is limited for hours. */
  besideLimited: {
    routes: setting('sessionid=abc123def456; Path=/; HttpOnly').get('/vouchers', (c) =>
      c.json({ error: 'too many tries' }, 429, { 'Retry-After': '9999' }),
    ),
    openapi: documented({ 'GET /vouchers': {}, 'GET /users': {} }),
  } satisfies LabApp,
};

export const strict = {
  year: behindTls(sending('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')),
  minute: behindTls(sending('Strict-Transport-Security', 'max-age=60')),
  zero: behindTls(sending('Strict-Transport-Security', 'max-age=0')),
  unreadable: behindTls(sending('Strict-Transport-Security', 'includeSubDomains')),
  none: behindTls(users()),
};

export const links = {
  plain: behindTls(
    new Hono().get('/users', (c) => c.json({ items: [], next: `http://${LAB_HOST}/users?page=2` })),
  ),
  escaped: behindTls(
    new Hono().get('/users', (c) =>
      c.body(`{"next":"http:\\/\\/${LAB_HOST}\\/users"}`, 200, { 'Content-Type': 'application/json' }),
    ),
  ),
  encrypted: behindTls(new Hono().get('/users', (c) => c.json({ next: `https://${LAB_HOST}/users?page=2` }))),
  otherHosts: behindTls(
    new Hono().get('/users', (c) =>
      c.json({
        schema: 'http://json-schema.org/draft-07',
        near: `http://${LAB_HOST}.evil.example/`,
        own: `http://${LAB_HOST}:8080/`,
      }),
    ),
  ),
};

export const redirecting: LabApp = {
  routes: (request, response) =>
    response.writeHead(308, { Location: `https://${LAB_HOST}${request.url}` }).end(),
};
