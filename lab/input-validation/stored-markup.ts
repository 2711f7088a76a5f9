import type { Context } from 'hono';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { documented } from '../documented.ts';
import { type Shelf, shelf } from './bodies.ts';

const text = { type: 'string' };

const forBrowsers = (c: Context) => c.req.header('accept')?.startsWith('text/html') === true;

/** One note as a page for browsers, written by hand or by a template that escapes. */
export const unescaped = shelf(() => undefined, {
  show: ({ id, members }, c) =>
    forBrowsers(c)
      ? c.html(html`<h1>${members.title}</h1><p>${raw(String(members.text))}</p>`)
      : c.json({ id, ...members }),
});
export const escaped = shelf(() => undefined, {
  show: ({ id, members }, c) =>
    forBrowsers(c)
      ? c.html(html`<h1>${members.title}</h1><p>${members.text}</p>`)
      : c.json({ id, ...members }),
});
/** Repeats what it keeps as data, whoever asks. */
export const asData = shelf(() => undefined);

/** A wall on which all notes are shown; the notes themselves are data. */
const wall = (write: (words: unknown) => unknown): Shelf => {
  const notes = new Map<string, string>();
  const inner = shelf(({ title, text: written }) => {
    notes.set(String(title), String(written));
    return undefined;
  });
  const routes = new Hono()
    .get('/wall', (c) =>
      c.html(html`<ul>${[...notes.values()].map((note) => html`<li>${write(note)}</li>`)}</ul>`),
    )
    .route('/', inner.routes as Hono);
  const { paths } = inner.openapi as { paths: Record<string, object> };
  return {
    ...inner,
    openapi: { ...documented({ 'GET /wall': {} }), paths: { ...paths, '/wall': { get: PAGE } } },
    routes,
  };
};
const PAGE = { responses: { 200: { description: 'OK', content: { 'text/html': {} } } } };

export const onWall = wall((words) => raw(String(words)));
export const onWallEscaped = wall((words) => words);
/** What is kept has a name and nothing else. */
export const namesOnly = shelf(() => undefined, { properties: { title: text } as never });
