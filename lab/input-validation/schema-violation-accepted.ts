import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const responses = { 200: { description: 'OK' }, 400: { description: 'A value is wrong' } };
const openapi = documented({
  'GET /books': { parameters: [query('order', { enum: ['asc', 'desc'] }, { required: true })], responses },
});
const titles = ['Emma', 'Ulysses'];

export const unchecked: LabApp = { openapi, routes: new Hono().get('/books', (c) => c.json({ titles })) };

export const checked: LabApp = {
  openapi,
  routes: new Hono().get('/books', (c) =>
    ['asc', 'desc'].includes(c.req.query('order') ?? '')
      ? c.json({ titles })
      : c.json({ error: 'order' }, 400),
  ),
};

/** Promises no refusal: what it does not know it ignores. */
export const lenient: LabApp = {
  openapi: documented({ 'GET /books': { parameters: [query('order', { enum: ['asc', 'desc'] })] } }),
  routes: new Hono().get('/books', (c) => c.json({ titles })),
};

/** Any word but "true" is no, as many frameworks read flags. */
export const flag: LabApp = {
  openapi: documented({
    'GET /books': { parameters: [query('lent', { type: 'boolean' }, { required: true })], responses },
  }),
  routes: new Hono().get('/books', (c) => c.json(c.req.query('lent') === 'yes' ? [] : { titles })),
};
