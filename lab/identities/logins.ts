import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const GOOD = 'Bearer good-token';
const isKnown = (authorization: string | undefined) => authorization === GOOD;

/** `/me` is for those who log in; the root is open. */
export const guarded: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/me', (c) =>
      isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.json({ error: 'who?' }, 401),
    ),
};

/** Nothing at the target asks; a documented operation does. */
export const guardedByDocument: LabApp = {
  openapi: documented(
    { 'GET /open': {}, 'GET /orders': { security: [{ token: [] }] } },
    { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
  ),
  routes: new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/open', (c) => c.json({ up: true }))
    .get('/orders', (c) => (isKnown(c.req.header('authorization')) ? c.json([{ id: 1 }]) : c.json({}, 401))),
};

/** Knows who asks, and lets only others in. */
export const forbidden: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({}, isKnown(c.req.header('authorization')) ? 403 : 401)),
};

/** One page for everybody, with a greeting for those it knows. */
export const greeting: LabApp = {
  routes: new Hono().get('/me', (c) =>
    c.json({ at: Date.now(), name: isKnown(c.req.header('authorization')) ? 'Ada' : 'guest' }),
  ),
};

/** Different for everybody every time: no proof of anything. */
export const restless: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ luck: Math.random().toString(36) })),
};

export const open: LabApp = { routes: new Hono().get('/me', (c) => c.json({ id: 1 })) };

/** Sends strangers to the login page. */
export const redirecting: LabApp = {
  routes: new Hono().get('/me', (c) =>
    isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.redirect('/login?next=/me'),
  ),
};

/** Open, but for one place that nobody at hand may enter. */
export const adminOnly: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ links: ['/items', '/admin'] }))
    .get('/items', (c) => c.json([{ id: 1 }]))
    .get('/admin', (c) => c.json({}, 403)),
};
