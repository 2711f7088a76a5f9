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

  test('costs a bounded number of requests', async () => {
    const found = await discovering(
      lab.wellKnown['/openapi.json'] ?? lab.emptyDocument,
      ({ sent }) => sent.length,
    );
    expect(found).toBeLessThan(60);
    expect(await discovering(lab.emptyDocument, ({ sent }) => sent.length)).toBeLessThan(120);
  });
});
