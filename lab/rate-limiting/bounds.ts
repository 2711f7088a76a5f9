import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const routes = new Hono().get('/items', (c) => c.json({ id: 7 }));
const described = (parameter: object, statuses: readonly number[]): LabApp => ({
  routes,
  openapi: documented({
    'GET /items': {
      parameters: [parameter],
      responses: Object.fromEntries(statuses.map((status) => [status, { description: 'as named' }])),
    },
  }),
});

export const unboundedList = described(query('ids', { type: 'array', items: { type: 'integer' } }), [200]);
export const boundedList = described(
  query('ids', { type: 'array', maxItems: 50, items: { type: 'integer' } }),
  [200, 429],
);
export const unboundedText = described(query('q'), [200]);
export const boundedText = described(query('q', { maxLength: 80 }), [200, 429]);
