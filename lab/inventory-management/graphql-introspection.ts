import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { serving } from '../data-exposure/serving.ts';

const SCHEMA = {
  data: { __schema: { queryType: { name: 'Query' }, types: [{ name: 'Query' }, { name: 'User' }] } },
};

export const byGet = serving({
  '/graphql': (c) =>
    c.req.query('query')?.includes('__schema')
      ? c.json(SCHEMA)
      : c.json({ errors: [{ message: 'no query' }] }, 400),
});
export const byPost: LabApp = { routes: new Hono().post('/graphql', (c) => c.json(SCHEMA)) };
export const off = serving({
  '/graphql': (c) => c.json({ errors: [{ message: 'GraphQL introspection is not allowed' }] }, 400),
});
