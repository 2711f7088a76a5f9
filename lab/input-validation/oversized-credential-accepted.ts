import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented(
  { 'GET /me': { security: [{ key: [] }] } },
  { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } } },
);

const answering = (longest: number): LabApp => ({
  openapi,
  routes: new Hono().get('/me', (c) => {
    const key = c.req.header('X-API-Key');
    if (key === undefined) return c.json({ error: 'a key is missing' }, 401);
    return key.length > longest
      ? c.json({ error: 'malformed key' }, 400)
      : c.json({ error: 'wrong key' }, 401);
  }),
});

export const anyLength = answering(Number.POSITIVE_INFINITY);
export const bounded = answering(128);
/** Refuses everybody alike, key or not. */
export const unread: LabApp = {
  openapi,
  routes: new Hono().get('/me', (c) => c.json({ error: 'unauthorized' }, 401)),
};

/** Neither does this, but each of its refusals bears a number of its own. */
let refusals = 0;
export const unreadAndNumbered: LabApp = {
  openapi,
  routes: new Hono().get('/me', (c) => {
    refusals += 7_919;
    return c.json({ error: 'unauthorized', support: `case ${refusals}` }, 401);
  }),
};
