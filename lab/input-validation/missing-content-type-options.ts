import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

export const without: LabApp = { routes: new Hono().get('/me', (c) => c.json({ id: 7 })) };
export const withNosniff: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ id: 7 }, 200, { 'X-Content-Type-Options': 'nosniff' })),
};
