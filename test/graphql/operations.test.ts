import { buildSchema, introspectionFromSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { SDL } from '../../lab/graphql/shop.ts';
import { documentFor } from '../../src/graphql/document.ts';
import { fieldOperations } from '../../src/graphql/operations.ts';
import { readAnswer } from '../../src/graphql/read-answer.ts';
import type { GraphqlSchema } from '../../src/graphql/schema.ts';
import { readIntrospection } from '../../src/graphql/schema.ts';
import { graphqlView } from '../../src/graphql/view.ts';
import { holdsQueriesOnly } from '../../src/http/graphql-reads.ts';

const schema = buildSchema(SDL);
const shop = readIntrospection(introspectionFromSchema(schema).__schema) as GraphqlSchema;
const URL_OF_IT = 'http://shop.test/graphql';
const { fields } = fieldOperations(URL_OF_IT, shop);
const view = graphqlView([{ url: URL_OF_IT, way: 'post', schema: shop, fields }]);

/** The document that goes over the wire for an address. */
function documentAt(path: string): string | undefined {
  const wire = view.wireOf({ method: 'GET', url: `http://shop.test${path}`, headers: [['X-Kept', '1']] });
  expect(wire?.headers ?? [['X-Kept', '1']]).toContainEqual(['X-Kept', '1']);
  return wire && (JSON.parse(String(wire.body)) as { query: string }).query;
}

test('fields with the objects that they give, and their arguments', () => {
  expect(
    fields.map(({ operation: { path, parameters } }) => [path, parameters.map(({ name }) => name).join(' ')]),
  ).toEqual([
    ['/graphql/~query/me/user', ''],
    ['/graphql/~query/myOrders/order', 'filter.item filter.state filter.minimum'],
    ['/graphql/~query/orderPage/order', 'first'],
    ['/graphql/~query/order/{id}', 'id'],
    ['/graphql/~query/products', 'search limit'],
    ['/graphql/~query/product/{id}', 'id'],
    ['/graphql/~query/find/found', 'text'],
    ['/graphql/~query/employees', ''],
    ['/graphql/~query/me/user/orders', ''],
  ]);
});

test.each([
  ['/graphql/~query/order/101', '{order(id:"101"){id item total state customer{name}}}'],
  ['/graphql/~query/products?search=a%22%27b&limit=2', `{products(search:"a\\"'b",limit:2){id title}}`],
  ['/graphql/~query/products?limit=x', '{products(limit:"x"){id title}}'],
  [
    '/graphql/~query/myOrders/order?filter.item=lamp&filter.state=OPEN',
    '{myOrders(filter:{item:"lamp",state:OPEN}){id item total state customer{name}}}',
  ],
  [
    '/graphql/~query/orderPage/order',
    '{orderPage{edges{cursor node{id item total state customer{name}}} pageInfo{hasNextPage}}}',
  ],
])('%s is asked as %s', (path, document) => {
  expect(documentAt(path)).toBe(document);
  expect(holdsQueriesOnly(document)).toBe(true);
});

test('every field is asked with a valid document', () => {
  for (const { operation, steps } of fields) {
    const args = new Map(
      operation.parameters.filter(({ required }) => required).map(({ name }) => [name, '1']),
    );
    expect(validate(schema, parse(documentFor(shop, steps, args)))).toEqual([]);
  }
});

test.each([
  '/graphql',
  '/graphql/~query/nothing',
  '/graphql/~query/order',
  '/graphql/~query/me/USER',
  '/other/~query/me/user',
])('%s is sent as it stands', (path) => {
  expect(documentAt(path)).toBeUndefined();
});

test('what is no argument stays in the query of the URL', () => {
  const wire = view.wireOf({ method: 'GET', url: `${URL_OF_IT}/~query/employees?api_key=1`, headers: [] });
  expect(wire?.url).toBe(`${URL_OF_IT}?api_key=1`);
});

test.each(['DELETE', 'POST', 'HEAD', 'TRACE'])('%s is not made a query', (method) => {
  expect(view.wireOf({ method, url: `${URL_OF_IT}/~query/employees`, headers: [] })).toBeUndefined();
});

describe('below objects', () => {
  const told = (sdl: string) =>
    readIntrospection(introspectionFromSchema(buildSchema(sdl)).__schema) as GraphqlSchema;
  const asked = (sdl: string) => {
    const held = told(sdl);
    const { fields: own, there } = fieldOperations(URL_OF_IT, held);
    const sent = graphqlView([{ url: URL_OF_IT, way: 'post', schema: held, fields: own }]);
    const documentOf = (url: string) => {
      const wire = sent.wireOf({ method: 'GET', url, headers: [] });
      return (JSON.parse(String(wire?.body)) as { query: string }).query;
    };
    return { own, there, documentOf };
  };

  test('lists and what takes arguments, under the names of their parameters', () => {
    const { own, documentOf } = asked(`
      type Query { user(id: ID!): User, feed: [Post!]! }
      type User { id: ID!, name: String, best: Post, posts(first: Int, hidden: Boolean): [Post!]!, post(id: ID!): Post }
      type Post { id: ID!, text: String, author: User }
    `);
    expect(
      own.map(({ operation: { id, path, parameters } }) => [id, path, parameters.map(({ name }) => name)]),
    ).toEqual([
      ['QUERY user', '/graphql/~query/user/{id}', ['id']],
      ['QUERY feed', '/graphql/~query/feed/post', []],
      ['QUERY user.posts', '/graphql/~query/user/{id}/posts', ['id', 'first', 'hidden']],
      ['QUERY user.post', '/graphql/~query/user/{userId}/post/{id}', ['userId', 'id']],
    ]);
    expect(documentOf('http://shop.test/graphql/~query/user/7/posts?hidden=true')).toBe(
      '{user(id:"7"){posts(hidden:true){id text author{id name}}}}',
    );
    expect(documentOf('http://shop.test/graphql/~query/user/7/post/9')).toBe(
      '{user(id:"7"){post(id:"9"){id text author{id name}}}}',
    );
  });

  test('each field of a group, and nothing of the group itself', () => {
    const { own } = asked(`
      type Query { office: Office, admin: AdminQueries, about: About }
      type Office { rooms: [Room!]! }
      type AdminQueries { total: Int, logins(user: ID!): [Room!]!, room(id: ID!): Room }
      type Room { id: ID!, keys(first: Int): [Key!]! }
      type Key { id: ID! }
      type About { name: String, rooms: [Room!]! }
    `);
    expect(own.map(({ operation: { id, audience } }) => [id, audience?.words])).toEqual([
      ['QUERY about', undefined],
      ['QUERY office.rooms', undefined],
      ['QUERY admin.total', 'admin'],
      ['QUERY admin.logins', 'admin'],
      ['QUERY admin.room', 'admin'],
      ['QUERY about.rooms', undefined],
      ['QUERY admin.room.keys', 'admin'],
    ]);
  });

  test('one for each type behind a field that gives several', () => {
    const { own, documentOf } = asked(`
      interface Node { id: ID! }
      type Order implements Node { id: ID!, item: String }
      type Note implements Node { id: ID!, text: String }
      type Query { node(id: ID!): Node }
    `);
    expect(own.map(({ operation: { id, path } }) => [id, path])).toEqual([
      ['QUERY node on Order', '/graphql/~query/node/order/{id}'],
      ['QUERY node on Note', '/graphql/~query/node/note/{id}'],
    ]);
    expect(documentOf('http://shop.test/graphql/~query/node/note/T3JkZXI6MQ==')).toBe(
      '{node(id:"T3JkZXI6MQ=="){__typename ... on Note{id text}}}',
    );
  });

  test('a bounded number, and how many there are', () => {
    const lists = Array.from({ length: 30 }, (_none, at) => `l${at}: [Thing!]!`).join(' ');
    const types = Array.from({ length: 10 }, (_none, at) => `type T${at} { id: ID!, ${lists} }`).join(' ');
    const queries = Array.from({ length: 10 }, (_none, at) => `t${at}(id: ID!): T${at}`).join(' ');
    const { own, there } = asked(`type Query { ${queries} } ${types} type Thing { id: ID! }`);
    expect([own.length, there]).toEqual([210, 310]);
    // The first list of each type before the second of any.
    for (let at = 0; at < 10; at += 1)
      expect(own.filter(({ of }) => of?.startsWith(`T${at}.`))).toHaveLength(20);
  });

  test('what a part refused is asked for without it', () => {
    const held = told(`
      type Query { users: [User!]! }
      type User { id: ID!, email: String!, orders: [Order!]! }
      type Order { id: ID! }
    `);
    const { fields: own } = fieldOperations(URL_OF_IT, held);
    const sent = graphqlView([{ url: URL_OF_IT, way: 'post', schema: held, fields: own }]);
    const request = { method: 'GET', url: `${URL_OF_IT}/~query/users`, headers: [] };
    const rest = (answer: object) => {
      const wire = sent.rest(request, {
        ...{ status: 200, httpVersion: '1.1', headers: [], truncated: false, headMs: 1, totalMs: 1 },
        body: Buffer.from(JSON.stringify(answer)),
      });
      return wire && (JSON.parse(String(wire.body)) as { query: string }).query;
    };
    const refused = (...paths: (string | number)[][]) => ({
      data: null,
      errors: paths.map((path) => ({ message: 'Forbidden', path })),
    });
    expect(rest(refused(['users', 0, 'orders'], ['users', 1, 'email']))).toBe('{users{id}}');
    expect(rest(refused(['users', 0, 'orders']))).toBe('{users{id email}}');
    expect(rest(refused(['users']))).toBeUndefined();
    for (const message of [
      'The query exceeds the maximum depth of 3.',
      'Query is too complex: 1400. Maximum allowed complexity: 1000',
      'Syntax Error: Query depth limit of 5 exceeded, found 7.',
      'The query cost 3020 is over the limit of 1000',
      "'' exceeds maximum operation depth of 3",
    ])
      expect(rest({ errors: [{ message }] }), message).toBe('{users{id email}}');
    expect(rest({ errors: [{ message: 'x', extensions: { code: 'QUERY_TOO_COMPLEX' } }] })).toBe(
      '{users{id email}}',
    );
    expect(rest({ data: null, errors: [{ message: 'Forbidden' }] })).toBeUndefined();
    expect(rest({ data: { users: [] }, errors: [{ message: 'x', path: ['users', 0] }] })).toBeUndefined();
  });
});

describe('an answer is read as that of its field', () => {
  const read = (answer: unknown, status = 200) => {
    const { status: read, body } = readAnswer(
      {
        ...{ status, httpVersion: '1.1', headers: [], truncated: false, headMs: 1, totalMs: 1 },
        body: Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)),
      },
      [{ field: { name: 'order' } }],
    );
    return [read, Buffer.from(body).toString()];
  };
  const error = (message: string, code?: string) => ({
    data: { order: null },
    errors: [{ message, ...(code ? { extensions: { code } } : {}) }],
  });

  test('data alone is the body', () => {
    expect(read({ data: { order: { id: 1 } }, errors: [{ message: 'a part failed' }] })).toEqual([
      200,
      '{"id":1}',
    ]);
    expect(read({ data: { order: [] } })).toEqual([200, '[]']);
  });

  test.each([
    [401, error('x', 'UNAUTHENTICATED')],
    [401, error('You are not logged in.')],
    [401, error('Authentication required')],
    [403, error('x', 'FORBIDDEN')],
    [403, error('You do not have permission to do that')],
    [403, error('Not allowed')],
    [404, error('Order not found')],
    [404, { errors: [{ message: 'Cannot query field "order" on type "Query".' }] }],
    [404, { data: { order: null } }],
    [400, error('x', 'BAD_USER_INPUT')],
    [400, error('Order not found in input', 'GRAPHQL_VALIDATION_FAILED')],
    [422, error('syntax error near')],
    [403, { data: { order: [null, null] }, errors: [{ message: 'Forbidden' }] }],
    [403, { data: { order: { __typename: 'Order', id: null } }, errors: [{ message: 'Forbidden' }] }],
  ])('%i for %j', (status, answer) => {
    expect(read(answer)[0]).toBe(status);
  });

  test('what lies below another field, of the type that is meant', () => {
    const steps = [{ field: { name: 'node' }, on: 'Order' }, { field: { name: 'items' } }];
    const at = (data: object) =>
      readAnswer(
        {
          ...{ status: 200, httpVersion: '1.1', headers: [], truncated: false, headMs: 1, totalMs: 1 },
          body: Buffer.from(JSON.stringify({ data })),
        },
        steps,
      );
    expect(at({ node: { __typename: 'Order', items: [1] } }).body.toString()).toBe('[1]');
    expect(at({ node: { __typename: 'Note', items: [1] } }).status).toBe(404);
    expect(at({ node: null }).status).toBe(404);
  });

  test('what is none stays as it is', () => {
    expect(read('<html>', 502)).toEqual([502, '<html>']);
    expect(read({ message: 'x' }, 401)[0]).toBe(401);
    expect(read(error('boom'), 500)[0]).toBe(500);
  });
});

test('a description with holes is read as far as it goes', () => {
  const held = readIntrospection({
    queryType: {
      name: 'Query',
      fields: [{ name: 'users', args: [{ name: 'filter', type: { name: 'String' } }] }, { name: '!' }, 7],
    },
    types: [{ name: 'Query' }, null],
  });
  expect(held?.queries).toMatchObject([
    { name: 'users', args: [{ name: 'filter', type: { name: 'String' } }] },
  ]);
  expect(readIntrospection({ queryType: null })).toBeUndefined();
  expect(readIntrospection('x')).toBeUndefined();
});
