import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { documented, pathParameter } from '../../lab/documented.ts';
import { scan } from '../../src/scan.ts';
import type { Discovered } from './discovering.ts';
import { discovering } from './discovering.ts';

const discoveringAll = (lab: LabApp, look: (seen: Discovered) => void) =>
  discovering(lab, look, { guesses: 'all' });

/** Serves these paths with JSON of their own, and says 404 to all others. */
function serving(paths: readonly string[], asked: string[] = []): LabApp {
  return {
    routes: (request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const body = path === '/' ? { notes: '/notes', stock: [], version: 2 } : { at: path };
      response.writeHead(paths.includes(path) ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(paths.includes(path) ? body : { error: 'nothing here' }));
    },
  };
}

const openapi = documented({
  'GET /api/v1/orders': {},
  'GET /api/v1/orders/{id}': { parameters: [pathParameter('id', '1')] },
  'POST /api/v1/invoice': {},
});

describe('what stands beside the known operations is found by its name', () => {
  test.each([
    ['the usual names below the base of a document', '/api/v1/products'],
    ['what belongs to those who run the service', '/api/v1/logging'],
    ['one of many for many', '/api/v1/order'],
    ['and many for one', '/api/v1/invoices'],
    ['another method of a documented path', '/api/v1/invoice'],
  ])('%s: %s', (_name, path) =>
    discoveringAll({ ...serving([path]), openapi }, ({ operations }) =>
      expect(operations).toContain(`GET ${path}`),
    ),
  );

  test.each([
    ['at the root', '/customers'],
    ['below a usual prefix', '/api/v1/users'],
  ])('without a document %s: %s', (_name, path) =>
    discoveringAll(serving([path]), ({ operations }) => expect(operations).toContain(`GET ${path}`)),
  );

  test('a page of administration leads to what its scripts ask for', () =>
    discoveringAll(
      {
        routes: (request, response) => {
          const pages: Record<string, [string, string]> = {
            '/_/': ['text/html', '<!doctype html><script type="module" src="./app.js"></script>'],
            '/_/app.js': [
              'text/javascript',
              "fetch(client.base + '/api/stacks/summary'); import('./langs/' + l + '.js')",
            ],
            '/api/stacks/summary': ['application/json', '[{"id":"a7"}]'],
          };
          const [type, body] = pages[request.url ?? ''] ?? ['application/json', '{"error":"nothing here"}'];
          response.writeHead(pages[request.url ?? ''] ? 200 : 404, { 'Content-Type': type });
          response.end(body);
        },
      },
      ({ operations }) => {
        expect(operations).toContain('GET /api/stacks/summary');
        expect(operations.filter((id) => id.endsWith('.js'))).toEqual([]);
      },
    ));

  test('a name that is found opens the list of all names below its prefix', () =>
    discoveringAll(serving(['/api/users', '/api/audit-logs']), ({ operations }) =>
      expect(operations).toEqual(expect.arrayContaining(['GET /api/users', 'GET /api/audit-logs'])),
    ));

  test('a service behind a gateway has a list of its own', () =>
    discoveringAll(
      {
        ...serving(['/shop/vouchers', '/shop/coupons']),
        openapi: documented({ 'GET /shop/orders': {}, 'GET /shop/products': {}, 'GET /shop/stores': {} }),
      },
      ({ operations }) => expect(operations).toContain('GET /shop/coupons'),
    ));

  test('keys of an index are names too; a number is none', () =>
    discoveringAll(serving(['/', '/notes', '/stock', '/version']), ({ operations }) =>
      expect(operations).toEqual(expect.arrayContaining(['GET /notes', 'GET /stock'])),
    ));

  test('nothing is made of a service that answers every name alike', () =>
    discoveringAll(
      {
        routes: (_request, response) =>
          response.setHeader('Content-Type', 'application/json').end('{"message":"welcome"}'),
      },
      ({ operations }) => expect(operations).toEqual(['GET /']),
    ));
});

test('a guard of a prefix makes no operations of the names that begin like it, however long they get', async () => {
  const asked: string[] = [];
  const routes: LabApp['routes'] = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const status = /^\/v2\/(?:me|admin)/.test(path) ? 401 : path === '/v2/secrets' ? 403 : 404;
    response.writeHead(path === '/v2/points' ? 200 : status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ at: path }));
  };
  const openapi = documented({ 'GET /v2/points': {}, 'GET /v2/me/addresses': {}, 'GET /v2/admin/stats': {} });
  await discoveringAll({ routes, openapi }, ({ operations }) => {
    expect(
      operations.filter((id) => !id.startsWith('GET /v2/me/') && !id.startsWith('GET /v2/admin/')),
    ).toEqual(['GET /v2/points', 'GET /v2/secrets']);
  });
  expect(asked.filter((path) => /sss/.test(path))).toEqual([]);
});

test('fewer are tried where only the first are wanted', async () => {
  const asked: Record<string, number> = {};
  for (const guesses of ['all', 'first'] as const) {
    const paths: string[] = [];
    const lab = await serveLab({ ...serving([], paths), openapi });
    await scan({ url: lab.url, checks: [], guesses }).finally(() => lab.close());
    asked[guesses] = paths.length;
  }
  expect(asked.first).toBeLessThan((asked.all ?? 0) - 100);
});

test('where the service limits requests, the first only; the result says how many that leaves out', async () => {
  let left = 30;
  const asked: string[] = [];
  const plain = serving([], asked);
  if (typeof plain.routes !== 'function') throw new Error('a listener is expected');
  const { routes } = plain;
  const refill = setInterval(() => {
    left = 30;
  }, 1_000);
  const lab = await serveLab({
    openapi,
    routes: (request, response) => {
      left -= 1;
      if (left < 0) return response.writeHead(429, { 'Retry-After': '1' }).end('{"error":"too many"}');
      return routes(request, response);
    },
  });
  const { notTested } = await scan({ url: lab.url, checks: [] }).finally(() => lab.close());
  clearInterval(refill);
  const what = 'usual names of operations';
  expect(notTested?.find((cut) => cut.what === what)?.reason).toMatch(/^the service limits requests/);
  expect(asked).not.toContain('/api/v1/audit-logs');
  expect(asked).toContain('/api/v1/orders');
});
