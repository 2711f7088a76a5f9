import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const described = (parameter: object): LabApp => ({
  openapi: documented({ 'GET /preview': { parameters: [parameter] } }),
  routes: new Hono().get('/preview', (c) => c.json({ ok: true })),
});

export const byFormat = described(query('source', { format: 'uri' }));
export const byName = described(query('imageUrl'));
export const byExample = described(query('source', {}, { example: 'https://lab.example/feed.xml' }));
export const noAddress = described(query('curl'));
/** Leads the browser, not the service. */
export const redirect = described(query('return_url', { format: 'uri' }));
