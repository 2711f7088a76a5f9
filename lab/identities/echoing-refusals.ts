import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** In a test card's form: no key of anybody. */
export const TARGETS_KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

/** Refuses everybody and quotes what was shown, percent-encoded; its document holds a key of its own. */
export function echoingRefusals(): LabApp {
  const routes = new Hono();
  routes.get('/moved/*', (c) => c.redirect(`http://127.0.0.1:1${c.req.path}`));
  routes.get('/open', (c) => c.json({ up: true }));
  routes.get('/me', (c) => {
    const shown = (c.req.header('Authorization') ?? c.req.header('X-Secret') ?? '').replace(/^Bearer /, '');
    const said = shown === '' ? 'no token' : `unknown token ${encodeURIComponent(shown)}`;
    return c.json({ error: 'unauthorized' }, 401, {
      'WWW-Authenticate': `Bearer error="invalid_token", error_description="${said}"`,
    });
  });
  const secured = { security: [{ bearer: [] }] };
  const document = documented(
    { 'GET /open': {}, 'GET /me': secured },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  ) as { paths: Record<string, unknown> };
  return { routes, openapi: { ...document, paths: { ...document.paths, [`/hook/${TARGETS_KEY}`]: 5 } } };
}
