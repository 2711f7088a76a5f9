import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';
import { rowsWhere } from './tiny-conditions.ts';

const ROWS = [
  { id: '1', name: 'ada', title: 'Notes' },
  { id: '2', name: 'bob', title: 'Letters' },
];
const byName = documented({ 'GET /users/{name}': { parameters: [pathParameter('name', 'ada')] } });
const byQuery = documented({ 'GET /users': { parameters: [query('name', {}, { example: 'nobody' })] } });
const byId = documented({ 'GET /users': { parameters: [query('id', { type: 'integer' }, { example: 1 })] } });
const byTitle = documented({ 'GET /users': { parameters: [query('title', {}, { example: 'ote' })] } });

/** Errors are shown, swallowed or told apart as the service likes; the statement is joined in all. */
const joined = (
  openapi: object,
  name: string,
  write: (value: string) => string,
  onError: 'hide' | 'break',
): LabApp => ({
  openapi,
  routes: new Hono().get('/users/:name?', (c) => {
    const value = c.req.param('name') ?? c.req.query(name) ?? '';
    try {
      const rows = rowsWhere(ROWS, write(value), 'sql');
      return rows.length > 0 ? c.json(rows) : c.json({ error: 'no such user' }, 404);
    } catch {
      return onError === 'hide' ? c.json({ error: 'no such user' }, 404) : c.json({ error: 'internal' }, 500);
    }
  }),
});

export const inPath = joined(byName, 'name', (value) => `name = '${value}'`, 'break');
export const swallowing = joined(byName, 'name', (value) => `name = '${value}'`, 'hide');
export const inNumber = joined(byId, 'id', (value) => `id = ${value}`, 'hide');
export const inPattern = joined(byTitle, 'title', (value) => `title like '%${value}%'`, 'hide');
export const findingNobody = joined(byQuery, 'name', (value) => `name = '${value}'`, 'hide');

/** A list is a list, also without rows. */
export const listingNothing: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) => {
    const asked = c.req.query('name') ?? '';
    try {
      return c.json({ status: 'ok', matches: rowsWhere(ROWS, `name like '%${asked}%'`, 'sql') });
    } catch {
      return c.json({ status: 'ok', matches: [] });
    }
  }),
};

/** A page for people that lists what was found. */
export const searchPage: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) => {
    const asked = c.req.query('name') ?? '';
    try {
      const rows = rowsWhere(ROWS, `name like '%${asked}%'`, 'sql');
      return c.html(`<h1>Found</h1><ul>${rows.map(({ title }) => `<li>${title}</li>`).join('')}</ul>`);
    } catch {
      return c.html('<h1>Found</h1><ul></ul>');
    }
  }),
};

/** Answers the same whatever the rows are, but shows the database's words. */
export const wordy: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) => {
    const quotes = (c.req.query('name') ?? '').split("'").length - 1;
    return quotes % 2 === 1
      ? c.json({ error: "SQLITE_ERROR: unrecognized token: \"'nobody''\"" }, 400)
      : c.json({ ok: true });
  }),
};

/** Shows nothing at all and waits when told to. */
export const blind: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', async (c) => {
    const seconds = /' and sleep\((\d)\) and '1'='1$/.exec(c.req.query('name') ?? '')?.[1];
    if (seconds !== undefined) await wait(Number(seconds) * 1_000);
    return c.json({ ok: true });
  }),
};

/** Nothing but odd quotes breaks it. */
export const quoteParity: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) => {
    const quotes = (c.req.query('name') ?? '').split("'").length - 1;
    return quotes % 2 === 1 ? c.json({ error: 'internal' }, 500) : c.json({ ok: true });
  }),
};

export const bound: LabApp = {
  openapi: byName,
  routes: new Hono().get('/users/:name', (c) => {
    const row = ROWS.find(({ name }) => name === c.req.param('name'));
    return row ? c.json([row]) : c.json({ error: 'no such user' }, 404);
  }),
};

/** Repeats what was asked, and finds whatever shares a word with it. */
export const searchEngine: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) => {
    const asked = c.req.query('name') ?? '';
    const words = new Set(asked.toLowerCase().split(/\W+/));
    const hits = ['nobody knows', '48 hours', 'a 4821 b', 'zz top'].filter((title) =>
      title.split(' ').some((word) => words.has(word)),
    );
    return c.json({ asked, hits });
  }),
};

/** Stops everything that looks like an attack, with a page of its own. */
export const firewall: LabApp = {
  openapi: byQuery,
  routes: new Hono().get('/users', (c) =>
    /['"%]/.test(c.req.query('name') ?? '')
      ? c.html('<title>Request blocked</title>', 403)
      : c.json({ ok: true }),
  ),
};

/** Slow by chance, and never when asked. */
export function slowByChance(): LabApp {
  let asked = 0;
  return {
    openapi: byQuery,
    routes: new Hono().get('/users', async (c) => {
      asked += 1;
      await wait(asked % 5 === 0 ? 1_100 : 5);
      return c.json({ ok: true });
    }),
  };
}
