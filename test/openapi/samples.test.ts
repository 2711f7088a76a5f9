import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Operation } from '../../src/openapi/operation.ts';
import { sampleFor } from '../../src/openapi/sample-value.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { ajvAccepts, anySchema } from './random-schema.ts';
import { shelter, specOf } from './shelter.ts';

describe('values', () => {
  test('what is called satisfying satisfies, for every schema', () => {
    let satisfied = 0;
    let all = 0;
    fc.assert(
      fc.property(anySchema, (schema) => {
        const sample = sampleFor(undefined, schema as Record<string, unknown>);
        all += 1;
        if (!sample.satisfies) return;
        satisfied += 1;
        expect([schema, sample.value, ajvAccepts(schema, sample.value)]).toEqual([
          schema,
          sample.value,
          true,
        ]);
      }),
      { numRuns: 300 },
    );
    // Many of the schemas contradict themselves; giving up on the others would show here.
    expect(satisfied / all).toBeGreaterThan(0.7);
  });

  const satisfiable: readonly [string, string][] = [
    ['a long text', '{type: string, minLength: 300}'],
    ['a short mail address', '{type: string, format: email, maxLength: 8}'],
    ['a long mail address', '{type: string, format: email, minLength: 90}'],
    ['a pattern and lengths', "{type: string, pattern: '^[a-f0-9]+$', minLength: 32, maxLength: 32}"],
    ['a password', "{type: string, pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{12,64}$'}"],
    ['a number between', '{type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.001}'],
    ['a far multiple', '{type: integer, minimum: 1000001, multipleOf: 7}'],
    ['a price', '{type: number, minimum: 10.5, multipleOf: 0.01}'],
    ['below zero', '{type: integer, maximum: -5}'],
    ['ten different', '{type: array, minItems: 10, uniqueItems: true, items: {type: string, format: uuid}}'],
    [
      'different objects',
      '{type: array, minItems: 3, uniqueItems: true, items: {type: object, required: [a], properties: {a: {type: integer}}}}',
    ],
    ['all of an enum', '{type: array, minItems: 3, uniqueItems: true, items: {enum: [a, b, c]}}'],
    ['a tuple', '{type: array, prefixItems: [{type: integer}, {type: boolean}], minItems: 2}'],
    ['what has to be contained', '{type: array, contains: {const: 5}, items: {type: integer}}'],
    [
      'members of a pattern',
      "{type: object, patternProperties: {'^x-[a-z]+$': {type: integer}}, minProperties: 2, additionalProperties: false}",
    ],
    ['names', "{type: object, propertyNames: {pattern: '^[A-Z]{2}$'}, minProperties: 3}"],
    ['the second alternative', '{type: integer, oneOf: [{type: string}, {minimum: 50}]}'],
    [
      'exactly one',
      '{oneOf: [{required: [a], properties: {a: {type: integer}}}, {required: [b], properties: {b: {type: integer}}}], type: object}',
    ],
    [
      'groups together',
      '{allOf: [{anyOf: [{minimum: 5}, {type: string}]}, {oneOf: [{maximum: 9}, {type: boolean}]}], type: integer}',
    ],
    [
      'a condition',
      '{type: object, required: [k], properties: {k: {enum: [a]}}, if: {properties: {k: {const: a}}}, then: {required: [z]}}',
    ],
    ['not this', '{type: integer, not: {maximum: 3}}'],
    ['not that word', '{type: string, not: {enum: [sample, sample1]}}'],
    ['bounds in parts', '{allOf: [{type: integer, minimum: 3}, {maximum: 8}, {multipleOf: 4}]}'],
    ['its own example', '{type: string, minLength: 30, example: too short}'],
  ];
  test.each(satisfiable)('%s', (_name, written) => {
    const schema = parse(written);
    const { value, satisfies } = sampleFor(undefined, schema);
    expect([value, satisfies, ajvAccepts(schema, value)]).toEqual([value, true, true]);
  });

  test.each([
    ['nothing fits', '{type: integer, minimum: 5, maximum: 4}'],
    ['never', '{not: {}}'],
    ['too long to send', '{type: string, minLength: 100000000}'],
    ['too many to send', '{type: array, minItems: 1000000000, items: {}}'],
    ['a pattern that is not understood', "{type: string, pattern: '^(a)\\1$', minLength: 70000}"],
    ['two of one', '{type: array, minItems: 2, uniqueItems: true, items: {const: 1}}'],
  ])('is honest: %s', (_name, written) => {
    expect(sampleFor(undefined, parse(written)).satisfies).toBe(false);
  });

  test.each([
    ['example', '{type: string, example: Ada, default: Bob}', 'Ada'],
    ['examples', '{type: string, examples: [Ada]}', 'Ada'],
    ['default', '{type: integer, default: 20, maximum: 100}', 20],
    ['a wrong example is not sent', '{type: integer, example: many}', 1],
    ['enum', '{enum: [b, a]}', 'b'],
    ['const', '{const: {a: 1}}', { a: 1 }],
  ])('author first: %s', (_name, written, value) => {
    expect(sampleFor(undefined, parse(written)).value).toEqual(value);
  });

  test('schemas that hold themselves end', async () => {
    const spec = await specOf({
      components: {
        schemas: {
          Node: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
          },
          List: {
            type: 'object',
            required: ['items'],
            properties: { items: { type: 'array', items: { $ref: '#/components/schemas/List' } } },
          },
          Maybe: {
            type: 'object',
            required: ['up'],
            properties: { up: { oneOf: [{ $ref: '#/components/schemas/Maybe' }, { type: 'null' }] } },
          },
          Never: {
            type: 'object',
            required: ['self'],
            properties: { self: { $ref: '#/components/schemas/Never' } },
          },
          Wide: {
            type: 'object',
            properties: Object.fromEntries(
              Array.from({ length: 30 }, (_none, at) => [`p${at}`, { $ref: '#/components/schemas/Wide' }]),
            ),
          },
        },
      },
    });
    const sample = (name: string) => sampleFor(spec, { $ref: `#/components/schemas/${name}` });
    expect(sample('Node')).toEqual({ value: { name: 'sample' }, satisfies: true });
    expect(sample('List').satisfies).toBe(true);
    expect(sample('Maybe')).toEqual({ value: { up: null }, satisfies: true });
    expect(sample('Never').satisfies).toBe(false);
    expect(sample('Wide')).toEqual({ value: {}, satisfies: true });
  });

  test('read-only members are left out of requests', () => {
    const schema = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { readOnly: true, type: 'integer' }, name: { type: 'string' } },
    };
    expect(sampleFor(undefined, schema)).toEqual({ value: { name: 'sample' }, satisfies: true });
  });

  test('effort is bounded where alternatives multiply', () => {
    let schema: Record<string, unknown> = { type: 'string', minLength: 5, maxLength: 4 };
    for (let at = 0; at < 30; at += 1) schema = { anyOf: [schema, { allOf: [schema, schema] }, schema] };
    const started = process.cpuUsage();
    expect(sampleFor(undefined, schema).satisfies).toBe(false);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});

describe('requests', () => {
  test('path, query, header and cookie', async () => {
    const spec = await shelter('shelter-3.0.json');
    const [get] = spec.operations;
    expect(requestFor(get as Operation, spec)).toEqual({
      method: 'GET',
      url: 'http://127.0.0.1:8080/local/animals/100?filter%5Bage%5D=2',
      headers: [
        ['trace', 'on'],
        ['Cookie', 'session=a%20b'],
      ],
      doubts: [],
    });
  });

  test('the JSON body is preferred to the form; discriminators are named', async () => {
    const spec = await shelter('shelter-3.0.json');
    const [, patch] = spec.operations;
    const request = requestFor(patch as Operation, spec, { overrides: { header: { trace: undefined } } });
    expect(request.headers).toEqual([['Content-Type', 'application/merge-patch+json']]);
    expect(JSON.parse(String(request.body))).toMatchObject({ kind: 'cat', lives: 1 });
    expect(request.doubts).toEqual([]);
    const form = requestFor(patch as Operation, spec, {
      overrides: { mediaType: 'application/x-www-form-urlencoded' },
    });
    expect(form.body).toMatch(/^kind=cat&name=[A-Z][a-z]+&/);
  });

  test('Swagger 2.0: pipes, multipart', async () => {
    const spec = await shelter('shelter-2.0.yaml');
    const [get, , put] = spec.operations;
    expect(requestFor(get as Operation, spec).url).toBe(
      'https://shelter.example.com/api/v1/animals?kinds=cat%7Cdog',
    );
    const request = requestFor(put as Operation, spec);
    expect(request.headers?.[0]?.[1]).toMatch(/^multipart\/form-data; boundary=/);
    expect(request.body).toContain('name="caption"');
  });

  const base: Operation = {
    id: 'GET /a/{id}',
    method: 'GET',
    path: '/a/{id}',
    server: 'http://a.test',
    source: 'spec',
    parameters: [],
    bodies: [],
    responses: [],
    deprecated: false,
    tags: [],
  };

  test.each([
    ['simple list', { style: 'simple', explode: false }, ['a', 'b c'], 'a,b%20c'],
    ['label list', { style: 'label', explode: true }, ['a', 'b'], '.a.b'],
    ['label', { style: 'label', explode: false }, 'a', '.a'],
    ['matrix', { style: 'matrix', explode: false }, 'a', ';id=a'],
    ['matrix list', { style: 'matrix', explode: true }, ['a', 'b'], ';id=a;id=b'],
    ['matrix object', { style: 'matrix', explode: true }, { x: 1, y: 2 }, ';x=1;y=2'],
    ['simple object', { style: 'simple', explode: true }, { x: 1, y: 2 }, 'x=1,y=2'],
    ['a slash', {}, 'a/b?c', 'a%2Fb%3Fc'],
    ['dots', {}, '..', '%2E%2E'],
    ['a lone surrogate', {}, '\ud800', '%EF%BF%BD'],
    ['nothing', {}, '', '1'],
  ] as const)('path style: %s', (_name, style, value, text) => {
    const operation = {
      ...base,
      parameters: [{ name: 'id', in: 'path', required: true, ...style }],
    } as Operation;
    expect(requestFor(operation, undefined, { overrides: { path: { id: value } } }).url).toBe(
      `http://a.test/a/${text}`,
    );
  });

  test.each([
    ['form list', { style: 'form', explode: true }, ['a', 'b'], 'q=a&q=b'],
    ['form list in one', { style: 'form', explode: false }, ['a', 'b'], 'q=a%2Cb'],
    ['spaces', { style: 'spaceDelimited', explode: false }, ['a', 'b'], 'q=a%20b'],
    ['form object', { style: 'form', explode: true }, { x: 1 }, 'x=1'],
    ['form object in one', { style: 'form', explode: false }, { x: 1 }, 'q=x%2C1'],
    ['deep object', { style: 'deepObject', explode: true }, { x: 1 }, 'q%5Bx%5D=1'],
    ['JSON', { mediaType: 'application/json' }, { x: 1 }, 'q=%7B%22x%22%3A1%7D'],
    ['added', {}, undefined, 'extra=1'],
  ] as const)('query style: %s', (_name, style, value, text) => {
    const operation = {
      ...base,
      path: '/a',
      parameters: [{ name: 'q', in: 'query', required: true, ...style }],
    } as Operation;
    const query = value === undefined ? { q: undefined, extra: 1 } : { q: value };
    expect(requestFor(operation, undefined, { overrides: { query } }).url).toBe(`http://a.test/a?${text}`);
  });

  test.each([
    ['/users/{id}', { id: '7' }, '/users/7'],
    ['/users/{id}', { bookId: '9' }, '/users/1'],
    ['/users/{name}.json', {}, '/users/sample.json'],
    ['/a/{undeclared}?fixed=1#part', {}, '/a/sample?fixed=1'],
    ['/a/{__proto__}', {}, '/a/sample'],
  ])('harvested values: %s', (path, values, expected) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const parameters = names
      .filter((name) => name !== 'undeclared')
      .map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } }));
    expect(requestFor({ ...base, path, parameters }, undefined, { values }).url).toBe(
      `http://a.test${expected}`,
    );
  });

  test('credentials are left to the identity', async () => {
    const spec = await specOf({
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
      paths: {
        '/a': {
          get: {
            parameters: ['X-Key', 'Authorization', 'Accept', 'X-Other'].map((name) => ({
              name,
              in: 'header',
              required: true,
              schema: { type: 'string' },
            })),
          },
        },
      },
    });
    expect(requestFor(spec.operations[0] as Operation, spec).headers).toEqual([['X-Other', 'sample']]);
  });

  test('a value cannot start another header', () => {
    const operation = {
      ...base,
      parameters: [{ name: 'X-A', in: 'header', required: true, example: 'a\r\nEvil: 1' }],
    } as Operation;
    expect(requestFor(operation).headers).toEqual([['X-A', 'a  Evil: 1']]);
  });

  test('every document gives the same requests twice', async () => {
    for (const file of ['shelter-2.0.yaml', 'shelter-3.0.json', 'shelter-3.1.yaml']) {
      const [a, b] = [await shelter(file), await shelter(file)];
      expect(b.operations.map((operation) => requestFor(operation, b, { optional: true }))).toEqual(
        a.operations.map((operation) => requestFor(operation, a, { optional: true })),
      );
    }
  });
});
