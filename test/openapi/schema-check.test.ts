import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { validate } from '../../src/openapi/schema-check.ts';
import { undeclaredFields } from '../../src/openapi/undeclared-fields.ts';
import { ajvAccepts, anySchema } from './random-schema.ts';
import { shelter, specOf } from './shelter.ts';

const nothing = { resolve: (node: unknown) => node };

describe('validate', () => {
  test('agrees with ajv, for every schema and value', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.dictionary(
        fc.constantFrom('a', 'b', 'email', 'length'),
        fc.oneof(
          fc.constantFrom('a', 'abc', 5, -3, 0.5, null, true),
          fc.array(fc.integer({ min: 0, max: 3 })),
        ),
      ),
    );
    fc.assert(
      // ajv's own arithmetic fails on very large and very small numbers.
      fc.property(
        anySchema,
        value.filter((item) => !/\de[+-]\d/.test(JSON.stringify(item))),
        (schema, candidate) => {
          const ours = validate(nothing, schema, candidate).length === 0;
          expect([schema, candidate, ours]).toEqual([schema, candidate, ajvAccepts(schema, candidate)]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    ['{type: object, properties: {a: {items: {maximum: 3}}}}', '{a: [1, 9]}', '/a/1', 'maximum'],
    ['{required: [a]}', '{}', '', 'required'],
    ['{additionalProperties: false, properties: {a: {}}}', '{"b/c": 1}', '/b~1c', 'additionalProperties'],
    ['{type: string, nullable: true}', '5', '', 'type'],
    ['{minimum: 3, exclusiveMinimum: true}', '3', '', 'minimum'],
    ['{format: date}', '"2023-02-29"', '', 'format'],
    ['{dependentRequired: {a: [b]}}', '{a: 1}', '', 'dependentRequired'],
    ['{propertyNames: {maxLength: 2}}', '{abc: 1}', '/abc', 'propertyNames'],
    ['{contains: {const: 1}, maxContains: 1}', '[1, 1]', '', 'maxContains'],
  ])('%s refuses %s', (schema, value, path, keyword) => {
    expect(validate(nothing, parse(schema), parse(value))).toMatchObject([{ path, keyword }]);
  });

  test.each([
    ['{type: string, nullable: true}', 'null'],
    ['{format: date-time}', '"2024-02-29T10:00:00.123+01:00"'],
    ['{format: unheard-of}', '"x"'],
    ['{pattern: "(a)\\\\1"}', '"x"'],
    ['{type: [integer, "null"]}', 'null'],
  ])('%s accepts %s', (schema, value) => {
    expect(validate(nothing, parse(schema), parse(value))).toEqual([]);
  });

  test('a discriminator says which alternative is meant', async () => {
    const spec = await shelter('shelter-3.0.json');
    const schema = { $ref: '#/components/schemas/Animal' };
    expect(validate(spec, schema, { kind: 'cat', name: 'Tom' })).toEqual([]);
    expect(validate(spec, schema, { kind: 'Dog', name: 'Rex' })).toMatchObject([{ keyword: 'required' }]);
  });

  test('the direction says whether read-only and write-only members are missed', () => {
    const schema = parse('{required: [a, b], properties: {a: {readOnly: true}, b: {writeOnly: true}}}');
    expect(validate(nothing, schema, { b: 1 }, { direction: 'request' })).toEqual([]);
    expect(validate(nothing, schema, { a: 1 }, { direction: 'response' })).toEqual([]);
    expect(validate(nothing, schema, {})).toHaveLength(2);
  });

  test('endless schemas end', async () => {
    const spec = await specOf({
      components: {
        schemas: {
          A: {
            anyOf: [{ $ref: '#/components/schemas/A' }, { allOf: [{ $ref: '#/components/schemas/A' }] }],
            type: 'string',
          },
        },
      },
    });
    expect(Array.isArray(validate(spec, { $ref: '#/components/schemas/A' }, 'x'))).toBe(true);
  });
});

describe('undeclaredFields', () => {
  test.each([
    ['{properties: {a: {}}}', '{a: 1, b: 2}', ['/b']],
    ['{properties: {a: {}}, additionalProperties: true}', '{a: 1, b: 2}', ['/b']],
    ['{properties: {a: {}}, additionalProperties: {type: integer}}', '{a: 1, b: 2}', []],
    ['{properties: {a: {}}, patternProperties: {"^x-": {}}}', '{x-a: 1, y: 2}', ['/y']],
    ['{type: object}', '{a: 1}', []],
    ['{}', '{a: {b: 1}}', []],
    ['{items: {properties: {a: {}}}}', '[{a: 1, s: 1}, {s: 2, t: 3}]', ['/0/s', '/1/t']],
    ['{properties: {a: {properties: {b: {}}}}}', '{a: {b: 1, "c/d": 2}}', ['/a/c~1d']],
    ['{allOf: [{properties: {a: {}}}, {properties: {b: {}}}]}', '{a: 1, b: 2, c: 3}', ['/c']],
    [
      '{oneOf: [{properties: {a: {}}, required: [a]}, {properties: {b: {}}, required: [b]}]}',
      '{a: 1, b: {}}',
      [],
    ],
    [
      '{oneOf: [{properties: {a: {}}, required: [a]}, {properties: {b: {}}, required: [b]}]}',
      '{a: 1, z: 2}',
      ['/z'],
    ],
    [
      '{anyOf: [{properties: {a: {type: integer}}}, {properties: {b: {}}, required: [b]}]}',
      '{a: 1, b: 2}',
      [],
    ],
    ['{properties: {__proto__: {}}}', '{"toString": 1}', ['/toString']],
    ['{properties: {a: {}}}', '"text"', []],
  ])('%s of %s', (schema, value, fields) => {
    expect(undeclaredFields(nothing, parse(schema), parse(value))).toEqual(fields);
  });

  test('behind references and discriminators', async () => {
    const spec = await shelter('shelter-3.0.json');
    const value = { kind: 'cat', name: 'Tom', lives: 3, tricks: [], password: 'x' };
    expect(undeclaredFields(spec, { $ref: '#/components/schemas/Animal' }, value)).toEqual([
      '/tricks',
      '/password',
    ]);
  });

  test('any schema and value end with pointers', () => {
    fc.assert(
      fc.property(anySchema, fc.jsonValue(), (schema, value) => {
        expect(undeclaredFields(nothing, schema, value).every((path) => path.startsWith('/'))).toBe(true);
      }),
    );
  });
});
