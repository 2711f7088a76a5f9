import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

/** What a route answers: a JSON value, or whatever a handler makes. */
export type Served = object | ((c: Context) => Response | Promise<Response>);

/** An API that answers GET on these paths, and 404 with a JSON error everywhere else. */
export function serving(paths: Readonly<Record<string, Served>>, openapi?: object): LabApp {
  const app = new Hono();
  for (const [path, served] of Object.entries(paths)) {
    app.get(path, (c) => (typeof served === 'function' ? served(c) : c.json(served)));
  }
  app.notFound((c) => c.json({ error: 'not_found' }, 404));
  return { routes: app, ...(openapi ? { openapi } : {}) };
}

export const BEARER = 'lab-7Jq2mVw9Xr4Tz';

/** Serves only callers with the lab's token; others get 401. */
export function guarded(served: Served): Served {
  return (c) => {
    if (c.req.header('authorization') !== `Bearer ${BEARER}`) {
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    }
    return typeof served === 'function' ? served(c) : c.json(served);
  };
}

/** Scan options that speak with the lab's token. */
export const asUser = {
  identities: [{ name: 'user', credentials: [{ kind: 'bearer' as const, token: BEARER }] }],
};
