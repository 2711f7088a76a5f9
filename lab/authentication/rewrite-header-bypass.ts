import type { LabApp } from '../app.ts';
import { ABSENT, KEY, keyDocument, listener, NOTES, notes, REFUSED } from './key-service.ts';

export const trustsForwardedFor: LabApp = {
  routes: notes(({ key, request }) => key === KEY || request.headers['x-forwarded-for'] === '127.0.0.1'),
  openapi: keyDocument(),
};
/** The gateway reads the request line, the application behind it X-Original-URL. */
export const rewrites: LabApp = {
  routes: listener(({ path, key, request }) => {
    if (path === '/notes' && key !== KEY) return REFUSED;
    const meant = request.headers['x-original-url'] ?? path;
    if (meant === '/') return { status: 200, body: { app: 'notes' } };
    return meant === '/notes' ? { status: 200, body: NOTES } : ABSENT;
  }),
  openapi: keyDocument(),
};
/** Serves its start page whatever these headers say. */
export const startPage: LabApp = {
  routes: listener(({ path, key }) => {
    if (path === '/') return { status: 200, body: { app: 'notes' } };
    return path === '/notes' ? (key === KEY ? { status: 200, body: NOTES } : REFUSED) : ABSENT;
  }),
  openapi: keyDocument(),
};
