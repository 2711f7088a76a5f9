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

/** The type of the answer follows what is asked for; only browsers get the page. */
const negotiated = (page: (q: string) => string, vary: string): LabApp => ({
  openapi,
  routes: new Hono().get('/search', (c) => {
    const q = c.req.query('q') ?? '';
    c.header('Vary', vary);
    return c.req.header('accept')?.startsWith('text/html') ? c.html(page(q)) : c.json({ results: [] });
  }),
});
export const unescapedForBrowsers = negotiated((q) => `<h1>Results for ${q}</h1>`, 'Accept');
export const escapedForBrowsers = negotiated(
  (q) => `<h1>Results for ${q.replaceAll('<', '&lt;')}</h1>`,
  'Accept',
);
/** A string is data or a page, as it is asked for. */
export const stringForBrowsers: LabApp = {
  openapi,
  routes: new Hono().get('/search', (c) => {
    const body = `Results for ${c.req.query('q') ?? ''}`;
    return c.req.header('accept')?.startsWith('text/html') ? c.html(body) : c.text(body);
  }),
};
/** Data, but for one of its parameters: with that it is a page. */
export const pageForOne: LabApp = {
  openapi: documented({ 'GET /search': { parameters: [query('sort'), query('tag'), query('q')] } }),
  routes: new Hono().get('/search', (c) => {
    const { q } = c.req.query();
    return q ? c.html(html`<h1>Results for ${raw(q)}</h1>`) : c.json([{ title: 'Tides' }]);
  }),
};

const login = (message: unknown) =>
  html`<title>Log in</title><p>${message}</p><form><input name="password" type="password" /></form>`;
/** Pages that ask for a login say why. */
export const loginPage: LabApp = {
  openapi: documented({ 'GET /login': { parameters: [query('message')] } }),
  routes: new Hono().get('/login', (c) => c.html(login(raw(c.req.query('message') ?? '')))),
};
export const escapedLoginPage: LabApp = {
  openapi: loginPage.openapi,
  routes: new Hono().get('/login', (c) => c.html(login(c.req.query('message') ?? ''))),
};
