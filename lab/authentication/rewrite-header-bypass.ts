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
const KINDS = Array.from({ length: 12 }, (_none, at) => `/kind${at}`);
/** Believes the header for its diagnostics alone, and takes any address of its own network. */
export const trustsAtDiagnostics: LabApp = {
  routes: listener(({ path, key, request }) => {
    if (path === '/manage/diagnostics')
      return /^(?:10|127)\./.test(String(request.headers['x-forwarded-for']))
        ? { status: 200, body: { threads: 3 } }
        : key === KEY
          ? { status: 403, body: { error: 'operators only' } }
          : REFUSED;
    if (path !== '/notes' && !KINDS.includes(path)) return ABSENT;
    return key === KEY ? { status: 200, body: NOTES } : REFUSED;
  }),
  openapi: keyDocument(...KINDS.map((path) => `GET ${path}`), 'GET /manage/diagnostics'),
};
