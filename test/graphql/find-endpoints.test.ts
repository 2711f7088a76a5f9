import { buildSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { asAnnAndBob, SDL, shop } from '../../lab/graphql/shop.ts';
import type { ScanOptions } from '../../src/index.ts';
import { scan } from '../../src/index.ts';

/** What a scan makes of the service, with no rule but one that is cheap. */
async function looked(lab: LabApp, options: Partial<ScanOptions> = {}, path = '') {
  const served = await serveLab(lab);
  const warnings: string[] = [];
  try {
    const { operations } = await scan({
      guesses: 'first',
      url: served.url + path,
      selection: { include: ['graphql-introspection'], exclude: [] },
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
      ...options,
    });
    const fields = operations.filter(({ source }) => source === 'graphql');
    return {
      fields: fields
        .flatMap(({ id }) => (id.startsWith('MUTATION') ? [] : [id.replace('QUERY ', '')]))
        .sort(),
      operations,
      warnings,
    };
  } finally {
    await served.close();
  }
}

const ALL = ['employees', 'find', 'me', 'me.orders', 'myOrders', 'order', 'orderPage', 'product', 'products'];

test.each(['/graphql', '/api/graphql', '/v1/graphql', '/gql', '/graphql/v1'])('found at %s', async (path) => {
  expect((await looked(shop({}, { path }))).fields).toEqual(ALL);
});

test('found at /query, where it is asked by GET first', async () => {
  expect((await looked(shop({}, { path: '/query', byGet: true }))).fields).toEqual(ALL);
});

test('found where the user points', async () => {
  expect((await looked(shop({}, { path: '/shop/graphql' }), {}, '/shop/graphql')).fields).toEqual(ALL);
});

test('found behind the login', async () => {
  expect((await looked(shop({}, { closed: true }), asAnnAndBob)).fields).toEqual(ALL);
});

test('found where it takes GET alone', async () => {
  expect((await looked(shop({}, { byGet: true, byPost: false }))).fields).toEqual(ALL);
});

test.each([
  ['404 everywhere', shop({}, { path: '/elsewhere' })],
  ['one page for all', shop({}, { path: '/elsewhere', elsewhere: ['text/html', '<title>Shop</title>'] })],
  [
    'errors for all',
    shop({}, { path: '/elsewhere', elsewhere: ['application/json', '{"errors":[{"message":"no"}]}'] }),
  ],
  ['data for all', shop({}, { path: '/elsewhere', elsewhere: ['application/json', '{"data":{"id":1}}'] })],
])('none with %s', async (_name, lab) => {
  const { fields, operations } = await looked(lab);
  expect(fields).toEqual([]);
  expect(operations.some(({ id }) => id.startsWith('QUERY'))).toBe(false);
});

test('without introspection, from a schema document that is served', async () => {
  const files = { '/schema.graphql': ['text/plain', printSchema(buildSchema(SDL))] as const };
  expect((await looked(shop({}, { introspection: false, files }))).fields).toEqual(ALL);
});

test('without introspection, from suggestions', async () => {
  const { fields, operations, warnings } = await looked(shop({}, { introspection: false }), asAnnAndBob);
  expect(fields).toEqual(['find', 'me', 'myOrders', 'order', 'product', 'products']);
  expect(warnings.join()).toMatch(/6 fields were found by its suggestions/);
  const order = operations.find(({ id }) => id === 'QUERY order');
  expect(order?.path).toBe('/graphql/~query/order/{id}');
});

test('where nothing tells the schema, that is said', async () => {
  const { fields, warnings } = await looked(
    shop({}, { introspection: false, suggestions: false, refuses: silent }),
  );
  expect(fields).toEqual([]);
  expect(warnings.join()).toMatch(/answers GraphQL and does not tell its schema/);
});

const silent = (_document: unknown, source: string) =>
  source === '{__typename}' ? undefined : 'Not on the list.';
