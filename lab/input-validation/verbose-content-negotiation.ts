import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const content = { 'application/json': { schema: { type: 'object' } } };
const openapi = documented({ 'GET /me': { responses: { 200: { description: 'OK', content } } } });
const xml = { 'Content-Type': 'application/xml' };

const negotiating = new Hono().get('/me', (c) =>
  (c.req.header('Accept') ?? '').startsWith('application/xml')
    ? c.body('<?xml version="1.0"?><User><id>7</id></User>', 200, xml)
    : c.json({ id: 7 }),
);

export const undocumented: LabApp = { openapi, routes: negotiating };
export const jsonOnly: LabApp = { openapi, routes: new Hono().get('/me', (c) => c.json({ id: 7 })) };
export const announced: LabApp = {
  openapi: documented({
    'GET /me': { responses: { 200: { description: 'OK', content: { ...content, 'application/xml': {} } } } },
  }),
  routes: negotiating,
};
