import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

const answering = (
  allow: (path: string) => string,
  operations: Readonly<Record<string, Record<string, unknown>>>,
): LabApp => ({
  routes: (request, response) => {
    const path = request.url ?? '/';
    response.writeHead(path === '/notes' ? 200 : 404, {
      'Content-Type': 'application/json',
      Allow: allow(path),
    });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify({ path }));
  },
  openapi: documented(operations),
});

const onNotes = (path: string) => (path === '/notes' ? 'GET, HEAD, DELETE' : 'GET, HEAD');
export const allowsDelete = answering(onNotes, { 'GET /notes': {} });
export const documentsDelete = answering(onNotes, { 'GET /notes': {}, 'DELETE /notes': {} });
/** The router knows `DELETE /{name}`, and so allows it at `/notes` too. */
export const documentsDeleteOfAny = answering(onNotes, {
  'GET /notes': {},
  'DELETE /{name}': { parameters: [pathParameter('name', 'notes')] },
});
/** Says the same of every path. */
export const allowsAllEverywhere = answering(() => 'GET, HEAD, POST, PUT, PATCH, DELETE', {
  'GET /notes': {},
});
