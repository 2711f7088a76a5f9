import { expect, test } from 'vitest';
import { propertiesOf } from '../../src/openapi/properties-of.ts';

const EXAMPLE = { name: 'ann', age: 3, on: true, tags: ['a'], at: { city: 'x' }, gone: null };

test.each([
  ['an example', { type: 'object', example: EXAMPLE }],
  ['the first of several', { type: 'object', examples: [EXAMPLE, {}] }],
])('members that %s alone shows have the types of its values', (_by, schema) => {
  const types = Object.entries(propertiesOf(schema, undefined)).map(([name, held]) => [
    name,
    (held as { type?: string }).type,
  ]);
  expect(types).toEqual([
    ['name', 'string'],
    ['age', 'number'],
    ['on', 'boolean'],
    ['tags', 'array'],
    ['at', 'object'],
    ['gone', undefined],
  ]);
});

test('what is described counts before an example', () => {
  const properties = { id: { type: 'integer' } };
  expect(propertiesOf({ properties, example: EXAMPLE }, undefined)).toEqual(properties);
  expect(propertiesOf({ type: 'string', example: 'x' }, undefined)).toEqual({});
});
