import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { type Files, files } from './unrestricted-upload.ts';

const PAGE = { responses: { 200: { description: 'OK', content: { 'text/html': {} } } } };

/** Files of no type that a browser shows, and a page that writes their names. */
function named(write: (name: string) => unknown, nameOf?: (id: number, sent: string) => string): Files {
  const inner = files({
    typeOf: () => 'application/octet-stream',
    headers: { 'Content-Disposition': 'attachment' },
    ...(nameOf ? { nameOf } : {}),
  });
  const { paths } = inner.openapi as { paths: Record<string, object> };
  return {
    ...inner,
    openapi: { ...inner.openapi, paths: { ...paths, '/page': { get: PAGE } } },
    routes: new Hono()
      .get('/page', async (c) => {
        const listed = await (inner.routes as Hono).request('/files');
        const names = ((await listed.json()) as { name: string }[]).map(({ name }) => name);
        return c.html(html`<ul>${names.map((name) => html`<li>${write(name)}</li>`)}</ul>`);
      })
      .route('/', inner.routes as Hono),
  };
}

export const namesAsSent = named((name) => raw(name));
export const namesEscaped = named((name) => name);
/** Keeps letters, digits and dots. */
export const namesCleaned = named(
  (name) => raw(name),
  (_id, sent) => sent.replace(/[^\w.]/g, '_'),
);
