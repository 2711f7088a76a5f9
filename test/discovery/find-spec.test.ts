import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import * as lab from '../../lab/discovery/documentation.ts';
import { discovering } from './discovering.ts';

describe('finding the document', () => {
  test.each(Object.entries(lab.wellKnown))('at %s', (path, app) =>
    discovering(app, ({ surface, url }) => {
      expect(surface.spec?.uri).toBe(url + path);
      expect(surface.publicDocuments).toEqual([url + path]);
    }),
  );

  test.each(Object.entries(lab.pages))('in the pages of %s', (_name, app) =>
    discovering(app, ({ surface, operations }) => {
      expect(operations).toEqual(expect.arrayContaining(['GET /books', 'GET /books/{book_id}']));
      expect(surface.publicDocuments.length).toBeGreaterThanOrEqual(2);
    }),
  );

  test('beside the target, below its prefix', () =>
    discovering(
      lab.belowPrefix,
      ({ surface, url }) => expect(surface.spec?.uri).toBe(`${url}/shop/v2/openapi.json`),
      {
        path: '/shop/v2/books',
      },
    ));

  test('a document without operations is none, and is not called public', () =>
    discovering(lab.emptyDocument, ({ surface }) => {
      expect(surface.spec).toBeUndefined();
      expect(surface.publicDocuments).toEqual([]);
    }));

  test('a catch-all page that mentions Swagger UI is no documentation', () =>
    discovering(lab.catchAllPage, ({ surface }) => {
      expect(surface.spec).toBeUndefined();
      expect(surface.publicDocuments).toEqual([]);
    }));

  test('a guarded document is read with the credential, and is not called public', () =>
    discovering(
      lab.guarded,
      ({ surface }) => {
        expect(surface.spec?.operations).toHaveLength(2);
        expect(surface.publicDocuments).toEqual([]);
      },
      {
        identities: [
          {
            name: 'me',
            credentials: [{ kind: 'api-key', in: 'header', name: 'x-key', value: 'open-sesame' }],
          },
        ],
      },
    ));

  test('a host out of scope is taken for the target, with its base path', () =>
    discovering(lab.elsewhere, ({ surface, url }) => {
      expect(
        new Set(surface.operations.filter(({ source }) => source === 'spec').map(({ server }) => server)),
      ).toEqual(new Set([`${url}/v9`]));
    }));

  const DOCUMENT = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    paths: { '/books': { get: { responses: { 200: { description: 'all' } } } } },
  };
  const reads = new Hono().get('/books', (c) => c.json([{ id: 1 }]));

  test('where a link of the entry leads, whatever it is called', () =>
    discovering(
      {
        routes: reads
          .get('/', (c) => c.json({ name: 'shop', specification_url: '/contract/v7/specification' }))
          .get('/contract/v7/specification', (c) => c.json(DOCUMENT)),
      },
      ({ surface }) => expect(surface.spec?.title).toBe('Shop'),
    ));

  test('in an API catalog (RFC 9727)', () =>
    discovering(
      {
        routes: new Hono()
          .get('/.well-known/api-catalog', (c) =>
            c.body(
              JSON.stringify({ linkset: [{ anchor: '/', 'service-desc': [{ href: '/contract' }] }] }),
              200,
              { 'Content-Type': 'application/linkset+json' },
            ),
          )
          .get('/contract', (c) => c.json(DOCUMENT)),
      },
      ({ surface }) => expect(surface.spec?.title).toBe('Shop'),
      { documents: 'all' },
    ));

  test('where the crawl comes upon it', () =>
    discovering(
      {
        routes: new Hono()
          .get('/', (c) => c.html('<a href="/developers">Developers</a>'))
          .get('/developers', (c) => c.html('<a href="/files/interface">Our interface</a>'))
          .get('/files/interface', (c) => c.json(DOCUMENT)),
      },
      ({ surface, operations }) => {
        expect(surface.spec?.title).toBe('Shop');
        expect(operations).toContain('GET /books');
      },
    ));

  test('on a page of documentation behind the login', () => {
    const page = '<div id="swagger-ui"></div><script>SwaggerUIBundle({ url: "/hidden/contract" })</script>';
    const isMe = (authorization: string | undefined) => authorization === 'Bearer my-token-1';
    return discovering(
      {
        routes: new Hono()
          .use(async (c, next) =>
            isMe(c.req.header('Authorization')) ? next() : c.json({ error: 'unauthorized' }, 401),
          )
          .get('/me', (c) => c.json({ name: 'me' }))
          .get('/docs', (c) => c.html(page))
          .get('/hidden/contract', (c) => c.json(DOCUMENT)),
      },
      ({ surface }) => expect(surface.spec?.title).toBe('Shop'),
      { identities: [{ name: 'me', credentials: [{ kind: 'bearer', token: 'my-token-1' }] }] },
    );
  });

  test('beside a document the usual resources are looked for below its prefix', () =>
    discovering(
      {
        openapi: { ...DOCUMENT, paths: { '/api/v1/books': DOCUMENT.paths['/books'] } },
        routes: new Hono()
          .get('/api/v1/books', (c) => c.json([{ id: 1 }]))
          .get('/api/v1/users', (c) => c.json([{ id: 2, password: 'x' }])),
      },
      ({ operations }) => expect(operations).toContain('GET /api/v1/users'),
    ));

  test('costs a bounded number of requests', async () => {
    const found = await discovering(
      lab.wellKnown['/openapi.json'] ?? lab.emptyDocument,
      ({ sent }) => sent.length,
    );
    expect(found).toBeLessThan(95);
    const whole = await discovering(lab.emptyDocument, ({ sent }) => sent.length, { documents: 'all' });
    expect(whole).toBeLessThan(325);
    const [usual, said] = await discovering(lab.emptyDocument, ({ sent, surface }) => [
      sent.length,
      surface.cuts.find(({ what }) => what === 'usual places of an API document'),
    ]);
    expect(usual).toBeLessThan(whole - 100);
    expect(said).toMatchObject({
      tested: expect.any(Number),
      reason: 'only the first are looked at, as was wanted',
    });
  });
});
