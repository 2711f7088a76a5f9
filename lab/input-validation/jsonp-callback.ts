import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const me = { id: 7, name: 'Ada' };

export const wrapping: LabApp = {
  routes: new Hono().get('/me', (c) => {
    const callback = c.req.query('callback');
    if (callback === undefined) return c.json(me);
    return c.body(`/**/${callback}(${JSON.stringify(me)});`, 200, { 'Content-Type': 'text/javascript' });
  }),
};
export const plain: LabApp = { routes: new Hono().get('/me', (c) => c.json(me)) };
/** Repeats the query as data. */
export const repeating: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ ...me, query: c.req.query() })),
};
