import { describe, expect, test } from 'vitest';
import { mergeSchemas } from '../../src/openapi/merge-schemas.ts';
import type { Schema } from '../../src/openapi/operation.ts';
import { validate } from '../../src/openapi/schema-check.ts';

const nothing = { resolve: (node: unknown) => node };

/** Two schemas, and values of which each is told by one of them, by both or by none. */
const ROWS: readonly (readonly [keyword: string, a: Schema, b: Schema, values: readonly unknown[]])[] = [
  ['minimum', { minimum: 3 }, { minimum: 5 }, [2, 3, 4, 5, 6]],
  ['exclusiveMinimum', { exclusiveMinimum: 3 }, { exclusiveMinimum: 5 }, [3, 4, 5, 6]],
  ['maximum', { maximum: 3 }, { maximum: 5 }, [2, 3, 4, 5, 6]],
  ['exclusiveMaximum', { exclusiveMaximum: 3 }, { exclusiveMaximum: 5 }, [2, 3, 4, 5]],
  ['minLength', { minLength: 1 }, { minLength: 3 }, ['', 'a', 'ab', 'abc']],
  ['maxLength', { maxLength: 1 }, { maxLength: 3 }, ['', 'a', 'ab', 'abc', 'abcd']],
  ['minItems', { minItems: 1 }, { minItems: 2 }, [[], [1], [1, 2]]],
  ['maxItems', { maxItems: 1 }, { maxItems: 2 }, [[], [1], [1, 2], [1, 2, 3]]],
  ['minProperties', { minProperties: 1 }, { minProperties: 2 }, [{}, { a: 1 }, { a: 1, b: 2 }]],
  ['maxProperties', { maxProperties: 0 }, { maxProperties: 1 }, [{}, { a: 1 }, { a: 1, b: 2 }]],
  ['multipleOf', { multipleOf: 4 }, { multipleOf: 6 }, [4, 6, 12, 18, 24]],
  ['type', { type: ['string', 'integer'] }, { type: ['number', 'boolean'] }, ['a', 1, 1.5, true, null]],
  ['type, one word', { type: 'number' }, { type: 'integer' }, ['a', 1, 1.5]],
  ['type, one word that is in a list', { type: 'string' }, { type: ['string', 'null'] }, ['a', null, 1]],
  ['enum', { enum: [1, 2, { a: 1 }] }, { enum: [2, 3, { a: 1 }] }, [1, 2, 3, { a: 1 }, { a: 2 }]],
  ['required', { required: ['a'] }, { required: ['b'] }, [{}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }]],
  [
    'properties',
    { properties: { a: { type: 'number' }, b: { type: 'string' } } },
    { properties: { a: { minimum: 3 }, c: { type: 'boolean' } } },
    [{ a: 'x' }, { a: 1 }, { a: 4 }, { b: 1 }, { c: 1 }, { b: 'x', c: true }],
  ],
  ['items', { items: { type: 'number' } }, { items: { minimum: 3 } }, [['x'], [1], [4], []]],
  ['items of no kind', { items: true }, { items: { minimum: 3 } }, [['x'], [1], [4]]],
  ['no items at all', { items: false }, { items: { minimum: 3 } }, [[], [4]]],
  [
    'additionalProperties',
    { additionalProperties: { type: 'number' } },
    { additionalProperties: { minimum: 3 } },
    [{ x: 'y' }, { x: 1 }, { x: 4 }],
  ],
  [
    'no additionalProperties',
    { additionalProperties: true },
    { additionalProperties: false },
    [{}, { x: 4 }],
  ],
  ['not', { not: { type: 'string' } }, { not: { minimum: 3 } }, ['x', 1, 4, true]],
  [
    'uniqueItems',
    { uniqueItems: true },
    { uniqueItems: false },
    [
      [1, 1],
      [1, 2],
    ],
  ],
  ['keywords that only one has', { type: 'string' }, { minLength: 2 }, ['a', 'ab', 1]],
];

describe.each(ROWS)('%s: what both allow is allowed, and no more', (_keyword, a, b, values) => {
  const holds = (schema: unknown, value: unknown) => validate(nothing, schema as Schema, value).length === 0;
  test.each(values.map((value) => [JSON.stringify(value), value] as const))('%s', (_said, value) => {
    const both = holds(a, value) && holds(b, value);
    expect(holds(mergeSchemas(a, b), value)).toBe(both);
    expect(holds(mergeSchemas(b, a), value)).toBe(both);
  });
});

test('true allows what the other allows, false nothing', () => {
  expect(mergeSchemas(true, { minimum: 3 })).toEqual({ minimum: 3 });
  expect(mergeSchemas({ minimum: 3 }, true)).toEqual({ minimum: 3 });
  expect(mergeSchemas(false, { minimum: 3 })).toBe(false);
  expect(mergeSchemas({ minimum: 3 }, false)).toBe(false);
});

test('null is allowed where both allow it; one is enough for what only reads or only writes', () => {
  const merged = (key: string, a: boolean, b: boolean) => mergeSchemas({ [key]: a }, { [key]: b });
  expect(merged('nullable', true, false)).toEqual({ nullable: false });
  expect(merged('nullable', true, true)).toEqual({ nullable: true });
  for (const key of ['readOnly', 'writeOnly', 'uniqueItems'])
    expect(merged(key, false, true), key).toEqual({ [key]: true });
});
