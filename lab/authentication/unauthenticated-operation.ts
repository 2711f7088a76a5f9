import type { LabApp } from '../app.ts';
import { ABSENT, KEY, keyDocument, listener, NOTES, notes, REFUSED } from './key-service.ts';

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
/** Open at this place, and guarded at the notes. */
const serves = (place: string, body: object): LabApp => ({
  routes: listener(({ path, key }) => {
    if (path === place) return { status: 200, body };
    if (path !== '/notes') return ABSENT;
    return key === KEY ? { status: 200, body: NOTES } : REFUSED;
  }),
  openapi: keyDocument(`GET ${place}`),
});
/** Anybody reads the articles; whoever is logged in, too: frameworks document such a login like any other. */
export const optionalLogin = serves('/articles', {
  articles: [{ slug: 'lamps', title: 'Lamps', author: { username: 'ash' } }],
});
/** Published as well, and shows addresses of people. */
export const publishedAddresses = serves('/articles', {
  articles: [{ slug: 'lamps', email: 'ash@shop.io' }],
});
/** Nothing tells whose it is. */
export const neutral = serves('/things', { things: [{ colour: 'red' }] });
