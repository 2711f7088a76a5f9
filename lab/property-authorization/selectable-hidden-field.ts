import { serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT } from './documents.ts';

const RECORD = {
  id: 1,
  name: 'Ada',
  passwordHash: '$2b$12$KIXQ4Sg1vP0uJ9mYz3bW5eQkTn8rLd7aHs2FcVx6MwEoBiGyUpR4C',
};
const chosen = (record: object, names: string | undefined) =>
  names === undefined
    ? { id: 1, name: 'Ada' }
    : Object.fromEntries(Object.entries(record).filter(([name]) => names.split(',').includes(name)));

export const open = serving({ '/users/me': (c) => c.json(chosen(RECORD, c.req.query('fields'))) });
export const listed = serving({
  '/users/me': (c) => c.json(chosen({ id: 1, name: 'Ada' }, c.req.query('fields'))),
});
export const ignoring = serving({ '/users/me': { id: 1, name: 'Ada' } });
export const echoing = serving({
  '/users/me': (c) => c.json({ id: 1, asked: c.req.query(), password: c.req.query('fields') ?? null }),
});
export const always = serving({ '/users/me': RECORD });

/** Many operations that let nothing be chosen, and after them one that does. */
const CLOSED = Array.from({ length: 11 }, (_none, at) => `/users/closed-${at}`);
export const lastOpen = serving(
  {
    ...Object.fromEntries(CLOSED.map((path) => [path, { id: 1, name: 'Ada' }])),
    '/users/me': (c) => c.json(chosen(RECORD, c.req.query('fields'))),
  },
  documentOf(
    Object.fromEntries(
      [...CLOSED, '/users/me'].map((path) => [
        path,
        reads(objectOf({ id: { type: 'integer' }, name: TEXT })),
      ]),
    ),
  ),
);
