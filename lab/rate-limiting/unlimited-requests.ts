import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** Says only that it lives, as fast as anybody asks. */
export const aliveOnly: LabApp = { routes: new Hono().get('/health', (c) => c.json({ status: 'ok' })) };
/** Says so below other names, in a word of two parts, in figures for a collector, or on a page. */
export const aliveAt = (path: string): LabApp => ({
  routes: new Hono()
    .get(path, (c) => c.json({ status: 'ok' }))
    .get('/front', (c) => c.html('<!doctype html><title>Shop</title><p>All is well.</p>'))
    .get('/figures', (c) =>
      c.text('# HELP up Whether it lives.\n# TYPE up gauge\nup 1\nasked_total 17\n', 200, {
        'Content-Type': 'text/plain; version=0.0.4',
      }),
    ),
  openapi: documented({ [`GET ${path}`]: {}, 'GET /figures': {}, 'GET /front': {} }),
});
/** Lives, and sends events as they come; a connection stays open for each listener. */
export const eventsBesideHealth = (): LabApp => ({
  routes: new Hono()
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/events', () => {
      const body = new ReadableStream({
        start: (stream) =>
          stream.enqueue(new TextEncoder().encode('event: hello\ndata: {"client":"a1"}\n\n')),
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    }),
  openapi: documented({ 'GET /health': {}, 'GET /events': {} }),
});
/** Lives, and has a list: the list is what a limit is for. */
export const listBesideHealth: LabApp = {
  routes: new Hono()
    .get('/health', (c) => c.json({ s: 1 }))
    .get('/orders', (c) => c.json({ orders: [{ id: 1, item: 'a lamp' }] })),
  openapi: documented({ 'GET /health': {}, 'GET /orders': {} }),
};
/** The list stands behind so many operations that say less. */
export function listBehind(many: number): LabApp {
  const routes = new Hono().get('/orders', (c) => c.json({ orders: [{ id: 1, item: 'a lamp' }] }));
  const paths = Array.from({ length: many }, (_none, at) => `/part-${at + 1}`);
  for (const path of paths) routes.get(path, (c) => c.json({ n: 1 }));
  return {
    routes,
    openapi: documented(Object.fromEntries([...paths, '/orders'].map((path) => [`GET ${path}`, {}]))),
  };
}
/** One list, at this path. */
export const listAt = (path: string): LabApp => ({
  routes: new Hono().get(path, (c) => c.json({ rows: [{ id: 1, item: 'a lamp' }] })),
  openapi: documented({ [`GET ${path}`]: {} }),
});
export const refusing: LabApp = {
  routes: new Hono().get('/orders', (c) =>
    c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  ),
  openapi: documented({ 'GET /orders': {} }),
};
/** The first answer takes its time; so would the others, were this a test of patience. */
export const costly = (): LabApp => {
  let asked = 0;
  return {
    routes: new Hono().get('/report', async (c) => {
      asked += 1;
      if (asked <= 3) await pause(1_100);
      return c.json({ rows: [1, 2, 3] });
    }),
  };
};

const loginDocument = documented({
  'GET /orders': {},
  'POST /login': {
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['email', 'password'],
            properties: { email: { type: 'string' }, password: { type: 'string' } },
          },
        },
      },
    },
  },
});
/** Refuses wrong passwords, and more than so many of them for their number. */
export const loginAllowing = (
  attempts: number,
  wrong: { readonly says: string; readonly status: 400 | 401 } = {
    says: 'wrong e-mail or password',
    status: 401,
  },
): LabApp => {
  let tried = 0;
  return {
    routes: new Hono()
      .post('/login', (c) => {
        tried += 1;
        return tried > attempts
          ? c.json({ error: 'too many attempts' }, 429)
          : c.json({ error: wrong.says }, wrong.status);
      })
      .get('/orders', (c) => c.json({ orders: [1] }, 200, { 'RateLimit-Remaining': '99' })),
    openapi: loginDocument,
  };
};
