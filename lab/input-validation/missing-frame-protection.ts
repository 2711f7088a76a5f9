import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const PAGE = '<!doctype html><title>Console</title><form><button>Delete</button></form>';
const page = (headers: Record<string, string>): LabApp => ({
  routes: new Hono().get('/console', (c) => c.html(PAGE, 200, headers)),
});

export const framable = page({});
export const byPolicy = page({ 'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'" });
export const byHeader = page({ 'X-Frame-Options': 'DENY' });
/** Data cannot be clicked. */
export const onlyData: LabApp = { routes: new Hono().get('/console', (c) => c.json({ ok: true })) };
