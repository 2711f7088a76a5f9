import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchOperation, operationsAt, undocumented } from '../../src/openapi/cross-reference.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { shelter } from './shelter.ts';

function operation(method: string, path: string, server = 'http://a.test/v1'): Operation {
  return {
    id: `${method} ${path}`,
    method,
    path,
    server,
    source: 'spec',
    parameters: [],
    bodies: [],
    responses: [],
    deprecated: false,
    tags: [],
  };
}

const operations = [
  operation('GET', '/users'),
  operation('POST', '/users'),
  operation('GET', '/users/{id}'),
  operation('GET', '/users/me'),
  operation('GET', '/users/{id}/books/{book}'),
  operation('GET', '/users/me/books/{book}'),
  operation('GET', '/files/{name}.json'),
  operation('GET', '/files/{name}'),
  operation('GET', '/files/{a}-{b}'),
  operation('GET', '/things/'),
  operation('GET', '/things'),
  operation('GET', '/café/{x}'),
  operation('GET', '/tagged?kind=a#one'),
  operation('GET', '/'),
  operation('GET', '/users', 'http://b.test:81'),
];

describe('which operation a URL belongs to', () => {
  test.each([
    ['GET', 'http://a.test/v1/users', 'GET /users'],
    ['get', 'http://a.test:80/v1/users/?q=1#x', 'GET /users'],
    ['POST', 'http://a.test/v1/users', 'POST /users'],
    ['GET', 'http://a.test/v1/users/7', 'GET /users/{id}'],
    ['HEAD', 'http://a.test/v1/users/7', 'GET /users/{id}'],
    ['GET', 'http://a.test/v1/users/me', 'GET /users/me'],
    ['GET', 'http://a.test/v1/users/m%65', 'GET /users/me'],
    ['GET', 'http://a.test/v1/users/me/books/1', 'GET /users/me/books/{book}'],
    ['GET', 'http://a.test/v1/users/1/books/1', 'GET /users/{id}/books/{book}'],
    ['GET', 'http://a.test/v1/files/x.json', 'GET /files/{name}.json'],
    ['GET', 'http://a.test/v1/files/x.xml', 'GET /files/{name}'],
    ['GET', 'http://a.test/v1/files/x-y', 'GET /files/{a}-{b}'],
    ['GET', 'http://a.test/v1/files/-', 'GET /files/{name}'],
    ['GET', 'http://a.test/v1/things/', 'GET /things/'],
    ['GET', 'http://a.test/v1/things', 'GET /things'],
    ['GET', 'http://a.test/v1/caf%C3%A9/1', 'GET /café/{x}'],
    ['GET', 'http://a.test/v1/tagged?kind=b', 'GET /tagged?kind=a#one'],
    ['GET', 'http://a.test/v1', 'GET /'],
    ['GET', 'http://b.test:81/users', 'GET /users'],
    ['DELETE', 'http://a.test/v1/users', undefined],
    ['GET', 'http://a.test/v2/users', undefined],
    ['GET', 'http://c.test/v1/users', undefined],
    ['GET', 'http://a.test/v1/users/', 'GET /users'],
    ['GET', 'http://a.test/v1/users//', undefined],
    ['GET', 'no url', undefined],
    ['GET', 'http://a.test/v1/users/%ff', 'GET /users/{id}'],
  ])('%s %s', (method, url, id) => {
    expect(matchOperation(operations, method, url)?.id).toBe(id);
  });

  test('every operation at a URL, and URLs without any', () => {
    expect(operationsAt(operations, 'http://a.test/v1/users').map(({ id }) => id)).toEqual([
      'GET /users',
      'POST /users',
    ]);
    const urls = ['http://a.test/v1/users/7', 'http://a.test/debug', 'http://a.test/debug'];
    expect(undocumented(operations, urls)).toEqual(['http://a.test/debug']);
  });

  test('the sample request of every operation belongs to it', async () => {
    for (const file of ['shelter-2.0.yaml', 'shelter-3.0.json', 'shelter-3.1.yaml']) {
      const spec = await shelter(file);
      for (const each of spec.operations) {
        expect(matchOperation(spec.operations, each.method, requestFor(each, spec).url)?.id).toBe(each.id);
      }
    }
  });

  test('any value in a path leads back, unless a more concrete path takes it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        const target = operations[2] as Operation;
        const { url } = requestFor(target, undefined, { overrides: { path: { id } } });
        const found = matchOperation(operations, 'GET', url)?.id;
        // Dots alone are taken out of a URL by everybody who reads it.
        if (id !== '.' && id !== '..') expect(['GET /users/{id}', 'GET /users/me']).toContain(found);
      }),
    );
  });
});
