import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

export const forwarded: LabApp = {
  routes: new Hono().get('/me', (c) => {
    const host = c.req.header('X-Forwarded-Host') ?? 'api.example';
    return c.json({ id: 7, self: `https://${host}/me` });
  }),
};
export const fromHost: LabApp = {
  routes: new Hono().get('/me', (c) => c.redirect(`http://${c.req.header('Host')}/me/`)),
};
export const configured: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ id: 7, self: 'https://api.example/me' })),
};
/** Lists what it was sent, and builds no link from it. */
export const echoService: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ headers: c.req.header() })),
};
