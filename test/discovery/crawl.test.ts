import { describe, expect, test } from 'vitest';
import * as lab from '../../lab/discovery/linked-services.ts';
import { listedItems } from '../../lab/discovery/listed-items.ts';
import { discovering } from './discovering.ts';

describe('crawl', () => {
  test('follows HAL, turns values into templates and remembers them', () =>
    discovering(lab.hal, ({ operations, surface }) => {
      expect(operations).toEqual([
        'GET /',
        'GET /customers/{id}',
        'GET /orders',
        'GET /orders/{id}',
        'GET /orders/{orderId}/lines/{id}',
      ]);
      expect(surface.identifiers).toContainEqual(
        expect.objectContaining({ name: 'id', value: '7', collection: '/orders' }),
      );
    }));

  test('versions in an index are no objects; a path expression names a list and what lies in it', () =>
    discovering(
      lab.versionIndex,
      ({ operations }) =>
        expect(operations).toEqual([
          'GET /api',
          'GET /api/v1',
          'GET /api/v1/tools',
          'GET /api/v1/tools/{tool}',
        ]),
      { path: '/api' },
    ));

  test('follows JSON:API; slugs of a list are values', () =>
    discovering(
      lab.jsonApi,
      ({ operations, surface }) => {
        expect(operations).toEqual(['GET /articles', 'GET /articles/{id}']);
        const articles = surface.operations.find(({ id }) => id === 'GET /articles');
        expect(articles?.parameters.map(({ name }) => name)).toEqual(['page']);
      },
      { path: '/articles' },
    ));

  test('reads pages, their scripts and robots.txt; pages are no operations', () =>
    discovering(lab.website, ({ operations, sent, url }) => {
      expect(operations).toEqual([
        'GET /',
        'GET /api/internal',
        'GET /api/old',
        'GET /api/prices',
        'GET /api/prices/{id}/history',
        'GET /api/stock',
        'POST /api/feedback',
      ]);
      expect(sent.every(({ request }) => request.url.startsWith(url))).toBe(true);
      expect(sent.map(({ request }) => new URL(request.url).pathname)).not.toContain('/style');
    }));

  test('a page that answers what its address asks is one', () =>
    discovering(lab.pages, ({ operations, surface }) => {
      expect(operations).toEqual(['GET /', 'GET /find']);
      const find = surface.operations.find(({ id }) => id === 'GET /find');
      expect(find?.parameters.map(({ name, in: where }) => `${where} ${name}`)).toEqual(['query term']);
    }));

  test('asks for one object of each list, by its own identifier; values are told by their fields', () =>
    discovering(listedItems, ({ operations, surface, sent }) => {
      expect(operations.filter((id) => /parcels|news|rooms|meters/.test(id))).toEqual([
        'GET /api/meters',
        'GET /api/meters/{id}/picture.txt',
        'GET /api/news',
        'GET /api/parcels',
        'GET /api/parcels/{id}',
        'GET /api/parcels/{parcelId}/labels/{id}',
        'GET /api/rooms',
      ]);
      const paths = sent.map(({ request }) => new URL(request.url).pathname);
      expect(paths.filter((path) => /^\/api\/(?:news|rooms|meters)\/[^/]+$/.test(path)).sort()).toEqual([
        '/api/meters/MT-00017',
        '/api/rooms/blue',
      ]);
      const parameters = (id: string) =>
        surface.operations
          .find((operation) => operation.id === id)
          ?.parameters.map(({ name, in: where, required }) => `${where} ${name}${required ? '!' : ''}`);
      expect(parameters('GET /api/visits')).toEqual(['query guest_id', 'query state']);
      expect(parameters('GET /api/basket')).toEqual(['header X-Basket-Id']);
      expect(parameters('GET /old/readings')).toEqual(['query meter!']);
    }));

  test('never asks what ends or deletes something', async () => {
    const asked: string[] = [];
    await discovering(lab.dangerous(asked), ({ operations }) =>
      expect(operations).toContain('GET /users/{id}'),
    );
    expect(asked.filter((path) => /logout|signOut|delete|unsubscribe|resetDb/.test(path))).toEqual([]);
  });

  test('follows of a page what reads, and ends with the first of a kind that does something', async () => {
    const asked: string[] = [];
    await discovering(lab.doing(asked), ({ operations }) => {
      expect(operations).toEqual(
        expect.arrayContaining(['GET /stock', 'GET /find', 'GET /api/rows', 'POST /api/rows/new']),
      );
      expect(operations.join()).not.toMatch(/tool|jar|item|level|go/);
    });
    expect(asked.filter((path) => /^\/(?:go|restoreDb|level|items\/|api\/wipe)/.test(path))).toEqual([]);
    for (const kind of ['/tool/', '/hop/', '/jar/'])
      expect([...new Set(asked.filter((path) => path.startsWith(kind)))], kind).toHaveLength(1);
  });

  test('believes the home page and Allow about methods', () =>
    discovering(lab.listed, ({ operations }) => {
      expect(operations).toEqual([
        'DELETE /notes',
        'GET /',
        'GET /notes',
        'GET /notes/{id}',
        'POST /login',
        'POST /notes',
      ]);
    }));

  test('ends where links have no end', () =>
    discovering(lab.endless, ({ sent }) => expect(sent.length).toBeLessThan(430)));

  test('with a document, an operation that it does not name is one of the crawl', () =>
    discovering(lab.undocumentedOperation, ({ surface }) => {
      expect(surface.operations.map(({ id, source }) => `${source} ${id}`)).toEqual([
        'spec GET /books',
        'target GET /',
        'crawl GET /secret-stats',
      ]);
    }));

  test('goes the same way every time', async () => {
    const urls = () =>
      discovering(lab.hal, ({ sent, url }) => sent.map(({ request }) => request.url.replace(url, '')).sort());
    const first = await urls();
    expect(await urls()).toEqual(first);
  });
});
