import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { documented, pathParameter } from '../../lab/documented.ts';
import { poolOf } from '../../src/values/pool.ts';
import { discovering } from './discovering.ts';

const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const taking = (...names: string[]) => ({ parameters: names.map(parameter) });

const shop = {
  openapi: documented({
    'GET /books': {},
    'GET /books/{book_id}': taking('book_id'),
    'GET /books/{book_id}/reviews/{review_id}': taking('book_id', 'review_id'),
    'GET /users/v1': {},
    'GET /users/v1/{username}': taking('username'),
    'GET /authors/{author_id}': taking('author_id'),
    'GET /orders': {},
    'GET /orders/{id}': taking('id'),
    'GET /planets/{id}': taking('id'),
    'GET /fixed/{code}': { parameters: [pathParameter('code', 'x1')] },
  }),
  routes: new Hono()
    .get('/books', (c) =>
      c.json({
        data: [
          { id: 'b-1', title: 'Dune', author_id: 41 },
          { id: 'b-2', title: 'Emma', author_id: 42 },
        ],
      }),
    )
    .get('/books/:id', (c) => c.json({ id: c.req.param('id'), reviews: [{ id: 'r-9' }] }))
    .get('/users/v1', (c) => c.json({ users: [{ username: 'name1', email: 'a@b.example' }] }))
    .get('/orders', (c) => c.json([{ id: 1001, user: { id: 77 } }])),
};

describe('identifiers', () => {
  test('go from lists to the parameters that they belong to', () =>
    discovering(shop, ({ surface }) => {
      const values = Object.fromEntries(
        surface.operations.map((operation) => [
          operation.path,
          poolOf(surface.identifiers).valuesFor(operation),
        ]),
      );
      expect(values).toMatchObject({
        '/books/{book_id}': { book_id: 'b-1' },
        // The review was given out with the book that it is of.
        '/books/{book_id}/reviews/{review_id}': { book_id: '1', review_id: 'r-9' },
        '/users/v1/{username}': { username: 'name1' },
        '/authors/{author_id}': { author_id: '41' },
        '/orders/{id}': { id: '1001' },
      });
      // An id of another kind of thing is no id of this one.
      expect(values['/planets/{id}']).toEqual({});
    }));

  test('are few', () =>
    discovering(
      {
        routes: new Hono().get('/things', (c) =>
          c.json(Array.from({ length: 500 }, (_none, id) => ({ id, uuid: `u${id}` }))),
        ),
      },
      ({ surface }) => expect(surface.identifiers.length).toBeLessThan(30),
      { path: '/things' },
    ));
});
