import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const ADA = { id: 7, name: 'Ada' };
const anyOrigin = () => new Hono().use(cors({ origin: (origin) => origin, credentials: true }));

/** Logs in by a cookie that browsers also send from foreign pages. */
export const reflecting: LabApp = {
  routes: anyOrigin().get('/me', (c) =>
    getCookie(c, 'sid') === 'ada-session-1' ? c.json(ADA) : c.json({ error: 'log in' }, 401),
  ),
};

/** The same cookie, marked so that browsers keep it from foreign pages. */
export const sameSite: LabApp = {
  routes: anyOrigin().get('/me', (c) => {
    if (getCookie(c, 'sid') !== 'ada-session-1') return c.json({ error: 'log in' }, 401);
    setCookie(c, 'sid', 'ada-session-1', { sameSite: 'Lax', httpOnly: true, secure: true });
    return c.json(ADA);
  }),
};

/** A cookie is there, and changes nothing of what is served. */
export const sameForAll: LabApp = { routes: anyOrigin().get('/me', (c) => c.json(ADA)) };

export const sameForAllDocumented: LabApp = { ...sameForAll, openapi: documented({ 'GET /me': {} }) };

/** Takes a login that no browser adds by itself. */
export const byBearer: LabApp = {
  routes: anyOrigin().get('/me', (c) =>
    c.req.header('Authorization') === 'Bearer ada-token-1'
      ? c.json(ADA)
      : c.json({ error: 'log in' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  ),
};

export const byBasic: LabApp = {
  routes: anyOrigin().get('/me', (c) =>
    c.req.header('Authorization') === `Basic ${btoa('ada:correct horse')}`
      ? c.json(ADA)
      : c.json({ error: 'log in' }, 401, { 'WWW-Authenticate': 'Basic realm="lab"' }),
  ),
};

export const listed: LabApp = {
  routes: new Hono()
    .use(cors({ origin: ['https://app.example'], credentials: true }))
    .get('/me', (c) => c.json(ADA)),
};

const KINDS = Array.from({ length: 12 }, (_none, at) => `/v2/kind${at}`);
/** One part of the API reflects, the others do not. */
export const reflectingBelowMe: LabApp = {
  routes: KINDS.reduce(
    (app, path) => app.get(path, (c) => c.json({ at: path })),
    new Hono()
      .use('/v2/me/*', cors({ origin: (origin) => origin, credentials: true }))
      .get('/v2/me/policies', (c) =>
        getCookie(c, 'sid') === 'ada-session-1' ? c.json([ADA]) : c.json({ error: 'log in' }, 401),
      ),
  ),
  openapi: documented(Object.fromEntries([...KINDS, '/v2/me/policies'].map((path) => [`GET ${path}`, {}]))),
};
