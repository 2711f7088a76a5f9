import { expect, test } from 'vitest';
import type { Schema } from '../../src/openapi/operation.ts';
import { schemasWithin } from '../../src/openapi/spec-rules/schema-walk.ts';
import { specOf } from './shelter.ts';

async function walked(root: Schema, schemas: object = {}) {
  const spec = await specOf({ components: { schemas } });
  return [...schemasWithin(spec, root, '/root', 'body')].map(({ pointer, name }) => `${pointer} ${name}`);
}

test.each<[string, Schema, string[]]>([
  ['properties', { properties: { a: {}, 'b/c~d': {} } }, ['/properties/a a', '/properties/b~1c~0d b/c~d']],
  ['patterns of names', { patternProperties: { '^x-': {} } }, ['/patternProperties/^x- ^x-']],
  ['items', { items: {} }, ['/items body']],
  ['further members', { additionalProperties: {} }, ['/additionalProperties body']],
  ['no schema of further members', { additionalProperties: true }, []],
  ['what a list contains', { contains: {} }, ['/contains body']],
  ['both ends of a condition', JSON.parse('{"if":{},"then":{},"else":{}}'), ['/then body', '/else body']],
  ['parts', { allOf: [{}, {}] }, ['/allOf/0 body', '/allOf/1 body']],
  ['choices', { oneOf: [{}], anyOf: [{}] }, ['/oneOf/0 body', '/anyOf/0 body']],
  ['first items', { prefixItems: [{}] }, ['/prefixItems/0 body']],
  [
    'the list in a property, by its name',
    { properties: { ids: { items: {} } } },
    ['/properties/ids ids', '/properties/ids/items ids'],
  ],
])('within: %s', async (_name, root, inner) => {
  expect(await walked(root)).toEqual(['/root body', ...inner.map((place) => `/root${place}`)]);
});

test('a reference leads to its own place, once, and a circle ends', async () => {
  const shop = { properties: { owner: { $ref: '#/components/schemas/Shop' } } };
  const root = {
    properties: { a: { $ref: '#/components/schemas/Shop' }, b: { $ref: '#/components/schemas/Shop' } },
  };
  expect(await walked(root, { Shop: shop })).toEqual(['/root body', '/components/schemas/Shop a']);
  expect(await walked({ properties: { a: { $ref: '#/nowhere' } } })).toEqual(['/root body']);
});

test('what was seen is passed over with all that it holds', async () => {
  const spec = await specOf({});
  const root = { properties: { a: {} } };
  const seen = new Set<typeof root>();
  expect([...schemasWithin(spec, root, '/x', undefined, seen)]).toHaveLength(2);
  expect([...schemasWithin(spec, root, '/y', undefined, seen)]).toEqual([]);
  expect([...schemasWithin(spec, undefined, '/z')]).toEqual([]);
});
