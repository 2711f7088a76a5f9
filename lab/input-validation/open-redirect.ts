import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /go': { parameters: [query('next', {}, { example: '/home' })] } });
const answering = (allow: (next: string) => string): LabApp => ({
  openapi,
  routes: new Hono().get('/go', (c) => c.redirect(allow(c.req.query('next') ?? '/'))),
});

export const anywhere = answering((next) => next);
/** Takes everything that begins with a slash for a path of its own. */
export const slashChecked = answering((next) => (next.startsWith('/') ? next : '/'));
export const ownPaths = answering((next) => (/^\/(?![/\\])/.test(next) ? next : '/'));
/** Carries the address along, and stays on its own host. */
export const carriedAlong = answering((next) => `/login?next=${encodeURIComponent(next)}`);
