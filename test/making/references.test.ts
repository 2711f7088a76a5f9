import { expect, test } from 'vitest';
import type { HarvestedId } from '../../src/discovery/surface.ts';
import { referencesFor } from '../../src/making/references.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import type { Known } from '../../src/places/place.ts';

const SERVER = 'http://127.0.0.1:9';
const operation = (method: string, path: string): Operation => ({
  ...{ id: `${method} ${path}`, method, path, server: SERVER, source: 'spec' },
  ...{ parameters: [], bodies: [], responses: [], deprecated: false, tags: [] },
});
const listed = (collection: string, ...ids: string[]): HarvestedId[] =>
  ids.map((value) => ({ name: 'id', value, collection, from: SERVER + collection }));

const context = {
  surface: {
    identifiers: [...listed('/orders', '1001', '1002'), ...listed('/products', '7', '8')],
    operations: [operation('GET', '/orders'), operation('POST', '/orders'), operation('GET', '/products')],
    identities: [],
  },
  record: { shown: () => [] },
  http: { identity: { name: 'ada' } },
} as unknown as Known;

test('a product is one of the products, also where an order is made beside other orders', async () => {
  const { reference } = await referencesFor(context, operation('POST', '/orders'), {
    make: async () => undefined,
  });
  expect(reference('productId')).toBe('7');
  expect(reference('productId')).toBe('8');
  expect(reference('note')).toBeUndefined();
});
