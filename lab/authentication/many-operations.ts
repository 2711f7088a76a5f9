import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import type { Described } from '../documented.ts';
import { documented } from '../documented.ts';

const OPERATIONS = 12;
export const TOKEN = 'ada-token-5Tq';

/** Twelve operations for whoever has the token. The last one is another one: `last` answers it. */
export function manyOperations(last: (c: Context, hasToken: boolean) => Response): LabApp {
  const routes = new Hono();
  const paths: Record<string, Described> = {};
  const content = (c: Context) => c.json({ at: c.req.path, of: 'ada' });
  for (let at = 1; at <= OPERATIONS; at += 1) {
    paths[`GET /part${at}`] = { security: [{ bearer: [] }] };
    routes.get(`/part${at}`, (c) => {
      const hasToken = c.req.header('Authorization') === `Bearer ${TOKEN}`;
      if (at === OPERATIONS) return last(c, hasToken);
      return hasToken ? content(c) : refused(c);
    });
  }
  const components = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } };
  return { routes, openapi: documented(paths, { components }) };
}

const refused = (c: Context) => c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });

export const lastTakesAnyToken = manyOperations((c) =>
  c.req.header('Authorization') ? c.json({ of: 'anybody' }) : refused(c),
);
export const lastMayBeKept = manyOperations((c, hasToken) =>
  hasToken ? c.json({ of: 'ada' }, 200, { 'Cache-Control': 'public, max-age=600' }) : refused(c),
);
export const lastAsksNobody = manyOperations((c) => c.json({ email: 'ada@lab.example', of: 'ada' }));
