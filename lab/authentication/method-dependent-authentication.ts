import type { LabApp } from '../app.ts';
import { KEY, keyDocument, listener, NOTES, notes } from './key-service.ts';

export const headIsFree: LabApp = {
  routes: notes(({ method, key }) => method === 'HEAD' || key === KEY),
  openapi: keyDocument(),
};
export const optionsShows: LabApp = {
  routes: notes(({ method, key }) => method === 'OPTIONS' || key === KEY),
  openapi: keyDocument(),
};
/** Answers every HEAD and OPTIONS with a bare 200, as some servers do. */
export const politeToAll: LabApp = {
  routes: listener((asked) => {
    if (asked.method !== 'GET') return { status: 200, headers: { Allow: 'GET, HEAD, OPTIONS' } };
    return asked.path === '/notes' && asked.key === KEY
      ? { status: 200, body: NOTES }
      : { status: 401, body: { error: 'unauthorized' } };
  }),
  openapi: keyDocument(),
};
