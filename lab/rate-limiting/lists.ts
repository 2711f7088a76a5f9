import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const items = (count: number, text = '') => Array.from({ length: count }, (_none, id) => ({ id, text }));

const openapi = documented({
  'GET /items': { parameters: [query('limit', { type: 'integer' }, { example: 10 })] },
});
const paged = (bound: number, there: number): LabApp => ({
  openapi,
  routes: new Hono().get('/items', (c) =>
    c.json(items(Math.min(Number(c.req.query('limit') ?? 10), bound, there))),
  ),
});

export const unboundedPages = paged(Number.POSITIVE_INFINITY, 3_000);
export const boundedPages = paged(100, 3_000);
/** Says what it was asked for, although there is less. */
export const repeatingSize: LabApp = {
  openapi,
  routes: new Hono().get('/items', (c) => {
    const limit = Number(c.req.query('limit') ?? 10);
    return c.json({ limit, items: items(Math.min(limit, 20)) });
  }),
};
/** Obeys the size, says so of the page, and finds nothing where it is asked for a tag. */
export const repeatingBesideFilter = (bound: number): LabApp => ({
  openapi: documented({
    'GET /items': {
      parameters: [
        query('page[size]', { type: 'integer' }, { example: 10 }),
        query('filter[tag]', {}, { example: 'x' }),
      ],
    },
  }),
  routes: new Hono().get('/items', (c) => {
    const size = Math.min(Number(c.req.query('page[size]') ?? 10), bound);
    const data = c.req.query('filter[tag]') ? [] : items(Math.min(size, 20));
    return c.json({ data, meta: { total: 20, size } });
  }),
});
/** Cuts the size to its bound, and says so. */
export const sayingBound: LabApp = {
  openapi,
  routes: new Hono().get('/items', (c) => {
    const limit = Math.min(Number(c.req.query('limit') ?? 10), 50);
    return c.json({ limit, items: items(Math.min(limit, 20)) });
  }),
};
export const ignoringSize: LabApp = {
  openapi,
  routes: new Hono().get('/items', (c) => c.json(items(1_500))),
};

const plain = documented({ 'GET /items': {} });
export const whole: LabApp = { openapi: plain, routes: new Hono().get('/items', (c) => c.json(items(250))) };
/** As many settings as the program has, a name and a value each; and as many readings, which come in numbers. */
export const settings: LabApp = {
  openapi: plain,
  routes: new Hono().get('/items', (c) =>
    c.json(items(250).map((_item, at) => ({ type: 'Setting', name: `cache-${at}`, value: `${at}` }))),
  ),
};
export const readings: LabApp = {
  openapi: plain,
  routes: new Hono().get('/items', (c) =>
    c.json(items(250).map((_item, at) => ({ id: at, sensor: 'roof', at: 1_790_000_000 + at, value: at }))),
  ),
};
export const short: LabApp = { openapi: plain, routes: new Hono().get('/items', (c) => c.json(items(20))) };
export const linked: LabApp = {
  openapi: plain,
  routes: new Hono().get('/items', (c) => c.json({ items: items(250), next: '/items?cursor=250' })),
};

const TEXT = 'lorem ipsum '.repeat(100);
export const megabytes: LabApp = {
  openapi: plain,
  routes: new Hono().get('/items', (c) => c.json(items(1_000, TEXT))),
};
export const compressed: LabApp = {
  openapi: plain,
  routes: new Hono().use(compress()).get('/items', (c) => c.json(items(100, TEXT))),
};
export const uncompressed: LabApp = {
  openapi: plain,
  routes: new Hono().get('/items', (c) => c.json(items(100, TEXT))),
};
