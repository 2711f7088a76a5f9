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
  ])('%i for %j', (status, answer) => {
    expect(read(answer)[0]).toBe(status);
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
