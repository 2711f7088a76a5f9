import { describe, expect, test } from 'vitest';
import { withRecorded } from '../../src/discovery/given-documents.ts';
import { carriedBy } from '../../src/inputs/credentials.ts';
import { readCurl } from '../../src/inputs/curl.ts';
import { readHar } from '../../src/inputs/har.ts';
import { recordedOperations } from '../../src/inputs/operations.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { parseTarget } from '../../src/target.ts';
import { poolOf } from '../../src/values/pool.ts';

const target = parseTarget('http://127.0.0.1:27200');
const told = (...urls: string[]) =>
  recordedOperations('x', readCurl(urls.map((url) => `curl '${url}'`).join('\n')), target);
const at = (path: string) => `http://127.0.0.1:27200${path}`;

test('one shape is one operation, whose values go into the pool', () => {
  const recorded = told(
    at('/users/1?page=2'),
    at('/users/2?page=3&q=x'),
    at('/users/1/orders/7'),
    at('/health'),
  );
  const { operations, values } = withRecorded([], [recorded]);
  expect(operations.map(({ id }) => id)).toEqual([
    'GET /users/{id}',
    'GET /users/{userId}/orders/{id}',
    'GET /health',
  ]);
  expect(operations[0]?.parameters).toEqual([
    { name: 'id', in: 'path', required: true, example: '1' },
    { name: 'page', in: 'query', required: true, example: '2' },
    { name: 'q', in: 'query', required: false, example: 'x' },
  ]);
  const [users, orders] = operations;
  expect(users && poolOf(values).candidates(users, { name: 'id', in: 'path' })).toEqual(['1', '2']);
  expect(orders && requestFor(orders, undefined, { values: poolOf(values).valuesFor(orders) }).url).toBe(
    at('/users/1/orders/7'),
  );
});

test('a documented operation takes the values and the body of its requests', async () => {
  const document = {
    openapi: '3.0.0',
    info: { title: 'a', version: '1' },
    servers: [{ url: at('') }],
    paths: {
      '/users/{name}': {
        get: {
          parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {},
        },
        put: {
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          responses: {},
        },
      },
    },
  };
  const spec = await loadSpec({ uri: 'a.json', text: JSON.stringify(document), target: target.url });
  const recorded = recordedOperations(
    'x',
    readCurl(
      `curl ${at('/users/ada')}\ncurl -X PUT --json '{"a":1}' ${at('/users/ada')}\ncurl ${at('/extra')}`,
    ),
    target,
  );
  const { documented, operations, values } = withRecorded(spec.operations, [recorded]);
  expect(operations.map(({ id, source }) => `${source} ${id}`)).toEqual([
    'spec GET /users/{name}',
    'spec PUT /users/{name}',
    'request GET /extra',
  ]);
  expect(documented[1]?.bodies[0]?.example).toEqual({ a: 1 });
  expect(documented[0] && poolOf(values).valuesFor(documented[0])).toEqual({ name: 'ada' });
});

test('recorded answers give values, too', () => {
  const entry = (path: string, body: unknown) => ({
    request: { method: 'GET', url: at(path), headers: [] },
    response: { status: 200, content: { mimeType: 'application/json', text: JSON.stringify(body) } },
  });
  const har = { log: { entries: [entry('/books', [{ id: 'b-77' }]), entry('/books/12345', {})] } };
  const { values } = withRecorded([], [recordedOperations('x', readHar(har), target)]);
  expect(values.map(({ value }) => value)).toContain('b-77');
});

test('a recording of nothing but different paths is worked through in bounded time', () => {
  const entries = Array.from({ length: 60_000 }, (_, index) => ({
    request: { method: 'GET', url: at(`/r/x${index}/${index}`), headers: [] },
    response: { status: 200, content: { mimeType: 'application/json', text: `{"id":${index}}` } },
  }));
  const started = process.cpuUsage();
  const recorded = recordedOperations('x', readHar({ log: { entries } }), target);
  const { operations } = withRecorded([], [recorded]);
  const { user } = process.cpuUsage(started);
  expect(operations).toHaveLength(10_000);
  expect(Object.fromEntries(recorded.leftOut)).toEqual({
    'beyond the first 50,000': 10_000,
    'beyond the first 10,000 operations': 40_000,
  });
  expect(user / 1e6).toBeLessThan(10);
});

test('operations are bounded, and what is beyond is counted', () => {
  const { spec, leftOut } = told(...Array.from({ length: 10_003 }, (_, index) => at(`/p${index}x`)));
  expect(spec.operations).toHaveLength(10_000);
  expect([...leftOut]).toEqual([['beyond the first 10,000 operations', 3]]);
});

describe('whose requests they are', () => {
  const carried = (text: string) => carriedBy(readCurl(text).requests);
  test('the credential of most requests, of equals the latest; others are counted', () => {
    const as = (token: string) => `curl -H 'Authorization: Bearer ${token}' a.example`;
    expect(carried([as('old'), as('new')].join('\n'))).toMatchObject({
      credentials: { headers: ['Authorization: Bearer new'] },
      kinds: 'a bearer token',
      others: 1,
    });
    expect(carried([as('often'), as('often'), as('once')].join('\n'))?.credentials.headers).toEqual([
      'Authorization: Bearer often',
    ]);
  });

  test('keys and cookies beside one another', () => {
    expect(carried(`curl -H 'X-Api-Key: k' -b 'a=1; b=2' 'a.example/?api_key=q&page=1'`)).toEqual({
      credentials: { headers: ['X-Api-Key: k'], cookies: ['a=1', 'b=2'], apiKeys: ['query:api_key=q'] },
      kinds: 'the credential X-Api-Key, the credential api_key and 2 cookies',
      others: 0,
    });
  });

  test('nobody’s', () => {
    expect(carried(`curl -H 'X-Tenant: blue' a.example`)).toBeUndefined();
  });
});
