import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /search': { parameters: [query('q')] } });

export const unescaped: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.html(html`<h1>Results for ${raw(c.req.query('q') ?? '')}</h1>`)),
};
export const escaped: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.html(html`<h1>Results for ${c.req.query('q') ?? ''}</h1>`)),
};
/** Repeats the value as data: no browser reads that as markup. */
export const asData: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => c.json({ q: c.req.query('q') ?? '' })),
};
