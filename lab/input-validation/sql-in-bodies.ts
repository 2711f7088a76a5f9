import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { asking, askingByForm, jsonBody, shelf } from './bodies.ts';
import { rowsWhere } from './tiny-conditions.ts';

const ROWS = [
  { id: '1', name: 'ada', title: 'Notes' },
  { id: '2', name: 'bob', title: 'Letters' },
];
const text = { type: 'string' };

const found = (value: unknown) => {
  try {
    return rowsWhere(ROWS, `name = '${String(value)}'`, 'sql');
  } catch {
    return [];
  }
};
const oddQuotes = (value: unknown) => (String(value).split("'").length - 1) % 2 === 1;

/** The statement is joined with a member; errors are swallowed. */
export const searched = asking('/people/search', { name: { ...text, example: 'nobody' } }, ({ name }, c) =>
  c.json({ matches: found(name) }),
);
/** The same below a list in a member. */
export const searchedDeep = asking(
  '/people/search',
  {
    where: {
      type: 'object',
      properties: { any: { type: 'array', items: { type: 'object', properties: { name: text } } } },
    },
  },
  ({ where }, c) => c.json({ matches: found((where as { any: { name: string }[] }).any[0]?.name) }),
);
export const searchedByForm = askingByForm('/people/search', { name: text }, ({ name }, c) =>
  c.json({ matches: found(name) }),
);
/** Values are bound. */
export const bound = asking('/people/search', { name: text }, ({ name }, c) =>
  c.json({ matches: ROWS.filter((row) => row.name === name) }),
);
/** Repeats what it was asked, as JSON. */
export const repeating = asking('/people/search', { name: text }, ({ name }, c) =>
  c.json({ asked: name, matches: [] }),
);
/** Whoever asks has to be somebody. */
export const closed = asking('/people/search', { name: text }, (_members, c) =>
  c.json({ error: 'log in' }, 401),
);
/** Notes whom it was asked about. */
export const askedAbout = () => {
  const owners: unknown[] = [];
  const properties = {
    name: text,
    owner_id: { type: 'integer', example: 7 },
    email: { ...text, example: 'ada@lab.example' },
  };
  const app = asking('/people/search', properties, ({ owner_id, email }, c) => {
    owners.push(owner_id, email);
    return c.json({ matches: [] });
  });
  return { ...app, owners: () => owners };
};
/** Called a search, and keeps what it was asked. */
export const keepingSearches = () => {
  const kept: unknown[] = [];
  const app = asking('/searches/query', { name: text }, (members, c) => {
    kept.push(members);
    return c.json({ id: kept.length, ...members, createdAt: new Date().toISOString() }, 201);
  });
  return { ...app, kept: () => kept.length };
};

/** The statement that adds a note is joined; the database's words are shown. */
export const adding = shelf(({ text: written }, c) =>
  c.req.method === 'POST' && oddQuotes(written)
    ? c.json({ error: `SQLITE_ERROR: near "${String(written)}": syntax error` }, 500)
    : undefined,
);
/** Nothing is shown but that it broke. */
export const addingQuietly = shelf(({ text: written }, c) =>
  c.req.method === 'POST' && oddQuotes(written) ? c.json({ error: 'internal' }, 500) : undefined,
);
/** Values are bound. */
export const addingBound = shelf(() => undefined);
/** What was added stays. */
export const addingForGood = shelf(() => undefined, { removes: false });

/** Only the statement that changes a note is joined. */
export const changing = shelf((members, c) =>
  c.req.method === 'PATCH' && oddQuotes(members.text)
    ? c.json({ error: `SQLITE_ERROR: near "${String(members.text)}": syntax error` }, 500)
    : undefined,
);

const signingIn = (isKnown: (name: unknown, password: unknown) => boolean): LabApp => ({
  openapi: documented({
    'POST /login': jsonBody({ username: text, password: text }, { required: ['username', 'password'] }),
    'GET /ping': {},
  }),
  routes: new Hono()
    .get('/ping', (c) => c.json({ ok: true }))
    .post('/login', async (c) => {
      const { username, password } = await c.req.json();
      return isKnown(username, password) ? c.json({ token: randomUUID() }) : c.json({ error: 'wrong' }, 401);
    }),
});

/** The name is joined. */
export const joinedLogin = signingIn((name) => found(name).length > 0);
export const boundLogin = signingIn((name, password) => name === 'ada' && password === 'lovelace');
/** Whatever comes is compared as MongoDB compares it. */
export const operatorsInLogin = signingIn(
  (name, password) => typeof name === 'string' && matches('lovelace', password),
);

function matches(held: string, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return held === wanted;
  return Object.entries(wanted).every(([operator, value]) => {
    const isAmong = [value].flat().includes(held);
    return operator === '$ne' || operator === '$nin' ? !isAmong : isAmong;
  });
}
