import type { LabApp } from '../app.ts';
import { ABSENT, keyDocument, listener, NOTES, notes, REFUSED } from './key-service.ts';

export const open: LabApp = { routes: notes(() => true), openapi: keyDocument() };
export const openHealthOnly: LabApp = {
  routes: listener(({ path }) =>
    path === '/health' ? { status: 200, body: { up: 'yes' } } : path === '/notes' ? REFUSED : ABSENT,
  ),
  openapi: keyDocument('GET /health'),
};
/** Refuses with status 200, as many older services do. */
export const softRefusal: LabApp = {
  routes: listener(({ path }) =>
    path === '/notes' ? { status: 200, body: { success: false, message: 'missing api key' } } : ABSENT,
  ),
  openapi: keyDocument(),
};
/** A single-page application behind everything that the API does not know. */
export const singlePage: LabApp = {
  routes: listener(() => ({ status: 200, body: '<!doctype html><title>Notes</title><div id="root"></div>' })),
  openapi: keyDocument(),
};
export const loginRedirect: LabApp = {
  routes: listener(() => ({ status: 302, headers: { Location: '/login?next=%2Fnotes' } })),
  openapi: keyDocument(),
};
export const emptyForNobody: LabApp = {
  routes: listener(({ path }) => (path === '/notes' ? { status: 200, body: { notes: [] } } : ABSENT)),
  openapi: keyDocument(),
};
/** Shows everyone a part, and users the whole. */
export const partForNobody: LabApp = {
  routes: listener(({ path, key }) =>
    path === '/notes' ? { status: 200, body: key ? NOTES : { count: 1 } } : ABSENT,
  ),
  openapi: keyDocument(),
};
