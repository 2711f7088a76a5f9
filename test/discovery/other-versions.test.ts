import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { documented } from '../../lab/documented.ts';
import { discovering } from './discovering.ts';

const numbered = documented({
  'GET /api/v2/orders': {},
  'POST /api/v2/login': {
    requestBody: {
      content: {
        'application/json': { schema: { type: 'object', properties: { user: { type: 'string' } } } },
      },
    },
  },
});

/** Knows these operations, and says what methods a path takes. */
function routed(known: readonly string[], openapi: object = numbered): LabApp {
  return {
    openapi,
    routes: (request, response) => {
      const path = request.url ?? '';
      const methods = known.flatMap((one) => (one.split(' ')[1] === path ? [one.split(' ')[0] ?? ''] : []));
      response.setHeader('Content-Type', 'application/json');
      if (methods.length > 0) response.setHeader('Allow', methods.join(', '));
      const isOne =
        methods.includes(request.method ?? '') || (request.method === 'OPTIONS' && methods.length > 0);
      response
        .writeHead(isOne ? 200 : 404)
        .end(JSON.stringify(isOne ? { at: path } : { error: 'nothing here' }));
    },
  };
}

describe('operations of other versions', () => {
  test.each([
    ['one before', 'GET /api/v1/orders'],
    ['one after', 'GET /api/v3/orders'],
    ['a write of one before', 'POST /api/v1/login'],
  ])('%s: %s', (_name, id) =>
    discovering(routed([id]), ({ operations, sent }) => {
      expect(operations).toContain(id);
      const writes = sent.filter(
        ({ request: { method, url } }) =>
          /v[13]\/(?:orders|login)$/.test(url) && !/^(?:GET|OPTIONS)$/.test(method),
      );
      expect(writes).toEqual([]);
    }),
  );

  test('an older write takes what its successor takes', () =>
    discovering(routed(['POST /api/v1/login']), ({ surface }) => {
      const login = surface.operations.find(({ id }) => id === 'POST /api/v1/login');
      expect(login).toMatchObject({ source: 'guess', bodies: [{ mediaType: 'application/json' }] });
    }));

  test.each([
    ['where the number is ignored', ['GET /api/v1/orders', 'GET /api/v97/orders', 'GET /api/v3/orders']],
    ['where nothing answers there', []],
  ])('none %s', (_name, known) =>
    discovering(routed(known), ({ operations }) =>
      expect(operations.filter((id) => /v[13]/.test(id))).toEqual([]),
    ),
  );

  describe('where nobody names a version', () => {
    const paths = Array.from({ length: 30 }, (_none, at) => `/kind${at}`);
    const thirty = documented(Object.fromEntries(paths.map((path) => [`GET ${path}`, {}])));
    const ofBeta = ({ operations }: { operations: readonly string[] }) =>
      operations.filter((id) => id.startsWith('GET /beta/'));

    test('one that answers at the first operations is asked for at all', () =>
      discovering(
        routed(['GET /beta/kind0', 'GET /beta/kind29'], thirty),
        (found) => expect(ofBeta(found)).toEqual(['GET /beta/kind0', 'GET /beta/kind29']),
        { guesses: 'all' },
      ));

    test('one that answers at none of them is left, and what was left is counted', () =>
      discovering(
        routed(['GET /beta/kind29'], thirty),
        (found) => {
          expect(ofBeta(found)).toEqual([]);
          expect(found.surface.cuts).toContainEqual({
            what: 'operations of other versions',
            tested: 48,
            total: 120,
            reason: 'nothing answers at the first 12 of a version that nobody named',
          });
        },
        { guesses: 'all' },
      ));
  });
});
