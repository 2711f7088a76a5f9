import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { jsonBody } from './bodies.ts';

const text = { type: 'string' };

export interface Counted extends LabApp {
  /** How often something was kept. */
  kept(): number;
  /** Bodies that were sent, in all. */
  asked(): number;
}

interface Answering {
  readonly path: string;
  readonly properties?: object;
  /** What is answered to a text, run as a shell would: the output in place of the command. */
  readonly answer: (written: string, count: number) => object;
  readonly keeps?: boolean;
  /** A list shows what was kept. */
  readonly list?: string;
  readonly document?: object;
  readonly pattern?: RegExp;
}

/** An operation by POST whose name says nothing, and which runs what it is sent. */
function answering({
  path,
  properties = { text },
  answer,
  keeps = false,
  list,
  document = {},
  pattern,
}: Answering): Counted {
  const kept: { id: number; note: string }[] = [{ id: 1, note: 'old' }];
  let asked = 0;
  const [name = 'text'] = Object.keys(properties);
  return {
    kept: () => kept.length - 1,
    asked: () => asked,
    openapi: documented({
      [`POST ${path}`]: { ...jsonBody(properties, { required: [name] }), ...document },
      'GET /pulse': {},
      ...(list === undefined ? {} : { [`GET ${list}`]: {} }),
    }),
    routes: new Hono()
      .get('/pulse', (c) => c.json({ ok: true }))
      .get(list ?? '/nothing', (c) => c.json(kept))
      .post(path, async (c) => {
        const held = (await c.req.json().catch(() => ({})))[name];
        if (typeof held !== 'string' || (pattern && !pattern.test(held)))
          return c.json({ errors: [{ path: name, message: 'must be a text' }] }, 422);
        asked += 1;
        if (keeps) kept.push({ id: kept.length + 1, note: held });
        return c.json(answer(run(held), asked));
      }),
  };
}

/** Does with `; echo a$((x*y))b` what a shell would, and with nothing else. */
function run(command: string): string {
  return command.replace(/;\s*echo (\w*)\$\(\((\d+)\*(\d+)\)\)(\w*)/g, (_all, before, left, right, after) =>
    [before, Number(left) * Number(right), after].join(''),
  );
}

const shown = (said: string) => ({ text: said });
const answers = (properties: object) => ({
  responses: {
    200: { description: 'OK', content: { 'application/json': { schema: { type: 'object', properties } } } },
  },
});

/** The path says that something is handed over. */
export const byPath = answering({ path: '/reports/export', answer: shown });
/** The document says what it does. */
export const bySummary = answering({
  path: '/cards',
  answer: shown,
  document: { summary: 'Estimates a price' },
});
/** The document says what it answers, and each body is answered otherwise. */
export const byAnswer = answering({ path: '/labels', answer: shown, document: answers({ text }) });
/** Verbs of showing, below a word of secrets. */
export const previewOfGift = answering({ path: '/gift-cards/preview', answer: shown });
/** The same, with a code that may be guessed. */
export const codeOfGift = answering({
  path: '/gift-cards/preview',
  properties: { code: text },
  answer: shown,
});

/** Answers each body alike: it may keep what it was sent. */
export const acknowledging = answering({
  path: '/labels',
  answer: () => ({ text: 'Thank you' }),
  keeps: true,
  document: answers({ text }),
});
/** Its answer names nothing new, but a list has more. */
export const growing = answering({
  path: '/reports/export',
  answer: shown,
  keeps: true,
  list: '/reports',
});
/** Counts what it made. */
export const numbering = answering({
  path: '/reports/export',
  answer: (said, count) => ({ text: said, file: `export-${count}` }),
  keeps: true,
});
/** Says that it made something. */
export const naming = answering({
  path: '/reports/export',
  answer: (said, count) => ({ id: count, text: said }),
  keeps: true,
});
/** What people send is kept, whatever is answered. */
export const feedback = answering({
  path: '/feedback',
  answer: shown,
  keeps: true,
  document: answers({ text }),
});
/** The same path lists what is kept. */
export const listed = answering({ path: '/quotes', answer: shown, keeps: true, list: '/quotes' });

/** A search by several members, which are handed to a document database; all of them together find nothing. */
export function searching(obeys: boolean): LabApp {
  const rows = [
    { name: 'Tern', colour: 'white' },
    { name: 'Crow', colour: 'black' },
  ];
  const fits = (held: string, wanted: unknown) => {
    if (typeof wanted !== 'object' || wanted === null) return held === wanted;
    if (!obeys) return false;
    return Object.entries(wanted).every(([operator, value]) => {
      const isAmong = [value].flat().includes(held);
      return operator === '$ne' || operator === '$nin' ? !isAmong : isAmong;
    });
  };
  return {
    openapi: documented({ 'POST /birds/search': jsonBody({ name: text, colour: text }), 'GET /pulse': {} }),
    routes: new Hono()
      .get('/pulse', (c) => c.json({ ok: true }))
      .post('/birds/search', async (c) => {
        const { name, colour } = await c.req.json();
        const found = rows.filter(
          (row) =>
            (name === undefined || fits(row.name, name)) &&
            (colour === undefined || fits(row.colour, colour)),
        );
        return c.json({ birds: found });
      }),
  };
}

/** Makes things that name others; `breaks` on one that is not there, or on a body that is no object. */
export function making(breaks?: 'unknown' | 'null'): Counted {
  const kept = new Map<number, object>();
  let next = 1;
  let asked = 0;
  const one = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  const number = { type: 'integer', minimum: 1 };
  return {
    kept: () => kept.size,
    asked: () => asked,
    openapi: documented({
      'GET /birds': {},
      'GET /sightings': {},
      'POST /sightings': jsonBody({ note: text, birdId: number }, { required: ['note', 'birdId'] }),
      'GET /sightings/{id}': one,
      'DELETE /sightings/{id}': one,
    }),
    routes: new Hono()
      .get('/birds', (c) =>
        c.json([
          { id: 3, name: 'Tern' },
          { id: 4, name: 'Crow' },
        ]),
      )
      .get('/sightings', (c) => c.json([...kept.values()]))
      .post('/sightings', async (c) => {
        asked += 1;
        const body = await c.req.json();
        if (breaks === 'null' && body === null) return c.json({ error: 'internal' }, 500);
        const { note, birdId } = Object(body);
        if (typeof note !== 'string') return c.json({ errors: [{ path: 'note', message: 'Required' }] }, 422);
        if (![3, 4].includes(birdId))
          return breaks === 'unknown' && typeof birdId === 'number' && birdId > 1_000
            ? c.json({ error: 'internal' }, 500)
            : c.json({ errors: [{ path: 'birdId', message: 'no such bird' }] }, 422);
        const made = { id: next, note, birdId };
        next += 1;
        kept.set(made.id, made);
        return c.json(made, 201);
      })
      .get('/sightings/:id', (c) => {
        const found = kept.get(Number(c.req.param('id')));
        return found ? c.json(found) : c.json({ error: 'none' }, 404);
      })
      .delete('/sightings/:id', (c) => c.body(null, kept.delete(Number(c.req.param('id'))) ? 204 : 404)),
  };
}
