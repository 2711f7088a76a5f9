import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';
import { asking, shelf } from './bodies.ts';

const openapi = documented({
  'GET /pages': { parameters: [query('page', { type: 'integer' }, { example: 1 })] },
  'GET /users/{name}': { parameters: [pathParameter('name', 'ada')] },
});

export const unhandled: LabApp = {
  openapi,
  routes: new Hono()
    .onError((error, c) => c.json({ error: error.message }, 500))
    .get('/pages', (c) => c.json({ page: BigInt(c.req.query('page') ?? '1').toString() }))
    .get('/users/:name', (c) => {
      const name = c.req.param('name');
      if (name.includes('\u0000')) throw new Error('invalid byte sequence');
      return c.json({ name });
    }),
};

export const handled: LabApp = {
  openapi,
  routes: new Hono()
    .get('/pages', (c) => {
      const page = c.req.query('page') ?? '1';
      return /^\d{1,6}$/.test(page) ? c.json({ page }) : c.json({ error: 'page' }, 400);
    })
    .get('/users/:name', (c) => (c.req.param('name') === 'ada' ? c.json({ name: 'ada' }) : c.notFound())),
};

/** Breaks down on every other request, whatever it is. */
export function flaky(): LabApp {
  let asked = 0;
  return {
    openapi,
    routes: new Hono().get('*', (c) => {
      asked += 1;
      return asked % 2 === 0 ? c.json({ error: 'out of luck' }, 500) : c.json({ page: 1 });
    }),
  };
}

/** Broken whatever it is asked. */
export const alwaysBroken: LabApp = {
  openapi,
  routes: new Hono().get('*', (c) => c.json({ error: 'broken' }, 500)),
};

const holidays = documented({ 'GET /holidays': { parameters: [query('country', {}, { example: 'AT' })] } });
const FATAL =
  '<br />\n<b>Fatal error</b>:  Uncaught TypeError: daysOf(): Argument #1 ($country) must be of type string, array given in /srv/app/days.php:12\nStack trace:\n#0 /srv/app/days.php(31): daysOf(Array)\n  thrown in <b>/srv/app/days.php</b> on line <b>12</b><br />\n';

/** Takes a name with brackets for a list, as PHP does, and shows its errors with status 200. */
export const listAsFatalPage: LabApp = {
  openapi: holidays,
  routes: new Hono().get('/holidays', (c) =>
    c.req.queries('country[]') ? c.html(FATAL) : c.json({ country: c.req.query('country') ?? '' }),
  ),
};
/** Takes the same name twice for a list, as Node’s parsers do. */
export const listAsError: LabApp = {
  openapi: holidays,
  routes: new Hono().get('/holidays', (c) =>
    (c.req.queries('country') ?? []).length > 1 ? c.json({ error: 'internal' }, 500) : c.json({ ok: true }),
  ),
};
/** Says in order that it takes one. */
export const listRefused: LabApp = {
  openapi: holidays,
  routes: new Hono().get('/holidays', (c) =>
    (c.req.queries('country') ?? []).length > 1
      ? c.json({ error: 'one country' }, 400)
      : c.json({ ok: true }),
  ),
};
/** Writes about such errors. */
export const aboutErrors: LabApp = {
  openapi: holidays,
  routes: new Hono().get('/holidays', (c) => c.html('<h1>What a <b>Fatal error</b>: means</h1>')),
};

/** Takes whatever stands in most of its query; one part may break it. `asked` counts requests with an odd value. */
export function queried(breaks?: 'sort' | 'size'): LabApp & { readonly asked: () => number } {
  let asked = 0;
  const names = ['sort', 'tag', 'shop', 'size'];
  return {
    asked: () => asked,
    openapi: documented({
      'GET /hats': {
        parameters: names.map((name) => query(name, { type: name === 'size' ? 'integer' : 'string' })),
      },
    }),
    routes: new Hono()
      .onError((error, c) => c.json({ error: error.message }, 500))
      .get('/hats', (c) => {
        if (c.req.url.includes('mb') || /[%9]{4}|%F0/.test(c.req.url)) asked += 1;
        const { size = '1', sort = '' } = c.req.query();
        if (breaks === 'size' && size.length > 20) throw new Error('out of range');
        if (breaks === 'sort' && sort.includes('\u0000')) throw new Error('invalid byte sequence');
        return c.json([{ hat: 'bowler' }, { hat: 'beret' }]);
      }),
  };
}

const searching = { text: { type: 'string' }, page: { type: 'integer' }, lang: { type: 'string' } };

/** Breaks on members that are not what the document says; texts need not be there. */
export const unhandledBody = asking('/books/search', searching, (members, c) => {
  if (members === null) return c.json({ error: 'no object' }, 422);
  const { text = '', page, lang = 'en' } = members as { text?: string; page: number; lang?: string };
  try {
    return c.json({ found: [], words: text.trim(), page: page.toFixed(0), lang });
  } catch (failure) {
    return c.json({ error: String(failure) }, 500);
  }
});

/** Breaks where a note that is added or changed has no text. */
export const unhandledNote = shelf((members, c) =>
  typeof members.text === 'string' ? undefined : c.json({ error: 'internal' }, 500),
);

/** Says what is wrong with a body. */
export const handledBody = asking('/books/search', searching, (members, c) => {
  const { text, page, lang = 'en' } = Object(members);
  return typeof text === 'string' && Number.isSafeInteger(page) && typeof lang === 'string'
    ? c.json({ found: [] })
    : c.json({ error: 'text, page or lang' }, 422);
});

const SHELF = ['atlas', 'bestiary', 'cookery', 'dictionary'];

/** Cuts a list where it is told; only one that looks at its length stands every number. */
export function cutList(cuts: 'anywhere' | 'within', isDescribed = true): LabApp {
  const counted = (name: string, example: number, schema: object) =>
    isDescribed
      ? query(name, { type: 'integer', ...schema }, { example })
      : query(name, {}, { example: String(example) });
  return {
    openapi: documented({
      'GET /shelf': {
        parameters: [
          counted('skip', 0, { minimum: 0, maximum: 50_000 }),
          counted('take', 20, { minimum: 1, maximum: 100 }),
        ],
      },
    }),
    routes: new Hono()
      .onError((error, c) => c.json({ error: error.message }, 500))
      .get('/shelf', (c) => {
        const { skip = '0', take = '20' } = c.req.query();
        const [from, most] = [Number(skip), Number(take)];
        if (![from, most].every((one) => Number.isInteger(one) && one >= 0) || from > 50_000 || most > 100)
          return c.json({ error: 'skip or take' }, 422);
        if (cuts === 'anywhere' && from > SHELF.length) throw new Error('slice bounds out of range');
        return c.json({ items: SHELF.slice(from, from + most), total: SHELF.length });
      }),
  };
}
