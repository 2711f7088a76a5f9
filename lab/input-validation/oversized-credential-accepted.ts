import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented(
  { 'GET /me': { security: [{ key: [] }] } },
  { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } } },
);

/** Refuses every key, and counts per what `bucket` makes of it. */
const counting = (bucket: (key: string) => string): LabApp => {
  const counts = new Map<string, number>();
  return {
    openapi,
    routes: new Hono().get('/me', (c) => {
      const key = c.req.header('X-API-Key') ?? '';
      const used = (counts.get(bucket(key)) ?? 0) + 1;
      counts.set(bucket(key), used);
      return c.json({ error: 'wrong key' }, 401, { 'RateLimit-Remaining': String(1_000 - used) });
    }),
  };
};

export const countedEach = counting((key) => key);
export const countedByClient = counting(() => 'client');
/** As it should be: refused, and forgotten. */
export const refused: LabApp = {
  openapi,
  routes: new Hono().get('/me', (c) => {
    const key = c.req.header('X-API-Key');
    return c.json({ error: key === undefined ? 'a key is missing' : 'wrong key' }, 401);
  }),
};
export const open: LabApp = { openapi, routes: new Hono().get('/me', (c) => c.json({ id: 7 })) };
