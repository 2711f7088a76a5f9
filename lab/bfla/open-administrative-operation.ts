import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { backOffice } from './back-office.ts';

export const openToAll = backOffice(() => true);
export const healthOnly: LabApp = {
  routes: new Hono().get('/management/health', (c) => c.json({ status: 'UP' })),
  openapi: documented({ 'GET /management/health': {} }),
};
/** Every path below /admin is the same page, which asks to log in by script. */
export const pageForAll: LabApp = {
  routes: new Hono().get('/admin/*', (c) => c.html('<title>Back office</title><div id="app"></div>')),
  openapi: documented({ 'GET /admin/users': {} }),
};

const MANY = 45;

/** Forty-five administrative operations, of which the last asks for no credential. */
export const lastOfManyOpen: LabApp = {
  routes: new Hono().get('/admin/:part', (c) =>
    c.req.param('part') === `part${MANY}`
      ? c.json({ users: ['ada', 'eve'] })
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  ),
  openapi: documented(
    Object.fromEntries(Array.from({ length: MANY }, (_none, at) => [`GET /admin/part${at + 1}`, {}])),
  ),
};
