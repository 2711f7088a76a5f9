import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /search': { parameters: [query('q')] } });
const answer = (q: string | undefined) => ({ hits: ['Emma'], q: q ?? '' });

export const reflecting: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.html(JSON.stringify(answer(c.req.query('q'))))),
};
export const mistyped: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.html(JSON.stringify({ hits: ['Emma'] }))),
};
export const typed: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.json(answer(c.req.query('q')))),
};
/** A real page that reflects: another rule's finding. */
export const page: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.html(`<h1>${c.req.query('q')}</h1>`)),
};
