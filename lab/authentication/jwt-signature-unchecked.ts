import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { hmac, inTime, readToken, STRONG_SECRET, tokenService, verifies } from './token-service.ts';

/** Decodes where it should verify. */
export const decodesOnly = tokenService(
  (token) => typeof token.payload.sub === 'string' && inTime(token.payload),
);
/** Compares only the beginning of the signature. */
export const comparesPrefix = tokenService(
  (token) => token.signature.slice(0, 4) === hmac(token.signed, STRONG_SECRET).slice(0, 4),
);

/** One of many operations decodes where the others verify. */
export const decodesAtOne: LabApp = (() => {
  const paths = ['/me', '/orders', '/invoices', '/notes', '/devices', '/teams', '/statement', '/plans'];
  const app = new Hono();
  for (const path of paths)
    app.get(path, (c) => {
      const token = readToken(/^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '');
      const isRight =
        token && (path === '/statement' ? inTime(token.payload) : verifies(token, STRONG_SECRET));
      return isRight
        ? c.json({ at: path, name: 'Ada' })
        : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    });
  return {
    routes: app,
    openapi: documented(Object.fromEntries(paths.map((path) => [`GET ${path}`, {}]))),
  };
})();
