import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import type { Dialect } from './tiny-conditions.ts';
import { rowsWhere } from './tiny-conditions.ts';

const openapi = documented({ 'GET /users': { parameters: [query('name', {}, { example: 'ada' })] } });
const ROWS = [{ name: 'ada' }, { name: 'bob' }];

const joined = (dialect: Dialect): LabApp => ({
  openapi,
  routes: new Hono().get('/users', (c) => {
    try {
      return c.json(rowsWhere(ROWS, `name='${c.req.query('name') ?? ''}'`, dialect));
    } catch {
      return c.json([]);
    }
  }),
});

export const inXpath = joined('xpath');
/** Another language with quotes: another rule's finding. */
export const inSql = joined('sql');
export const compared: LabApp = {
  openapi,
  routes: new Hono().get('/users', (c) => c.json(ROWS.filter(({ name }) => name === c.req.query('name')))),
};
