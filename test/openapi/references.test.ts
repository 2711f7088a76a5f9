import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPointer, parsePointer, valueAt } from '../../src/openapi/json-pointer.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { shelter, specOf } from './shelter.ts';

describe('JSON pointer (RFC 6901)', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7, 'k"l': 6 };
  test.each([
    ['', document],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/ ', 7],
    ['/foo/00', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/constructor', undefined],
    ['/__proto__', undefined],
    ['/toString/name', undefined],
  ])('%j', (pointer, value) => {
    expect(valueAt(document, parsePointer(pointer) ?? [])).toEqual(value);
  });

  test('what is written is read back, for every name', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[~/01]{0,6}$/))), (segments) => {
        expect(parsePointer(formatPointer(...segments))).toEqual(segments);
      }),
    );
  });

  test('every value of every document is found by its pointer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const visit = (node: unknown, pointer: string): void => {
          expect(valueAt(value, parsePointer(pointer) ?? [])).toBe(node);
          if (typeof node !== 'object' || node === null) return;
          for (const key of Object.keys(node)) {
            visit((node as Record<string, unknown>)[key], pointer + formatPointer(key));
          }
        };
        visit(value, '');
      }),
    );
  });
});

describe('$ref', () => {
  test('chains are followed, cycles and dead ends lead nowhere', async () => {
    const spec = await specOf({
      components: {
        schemas: {
          A: { $ref: '#/components/schemas/B' },
          B: { $ref: '#/components/schemas/C%20c' },
          'C c': { type: 'string' },
          Loop: { $ref: '#/components/schemas/Pool' },
          Pool: { $ref: '#/components/schemas/Loop' },
          Self: { $ref: '#/components/schemas/Self' },
          Dead: { $ref: '#/components/schemas/Nothing' },
          Named: { properties: { $ref: { type: 'integer' } } },
        },
      },
    });
    const at = (name: string) => spec.resolve({ $ref: `#/components/schemas/${name}` });
    expect(at('A')).toEqual({ type: 'string' });
    expect(at('Loop')).toBeUndefined();
    expect(at('Self')).toBeUndefined();
    expect(at('Dead')).toBeUndefined();
    expect(at('Named/properties')).toEqual({ $ref: { type: 'integer' } });
    expect(spec.problems).toEqual(['Reference "#/components/schemas/Nothing" leads nowhere.']);
    expect(spec.resolve('text')).toBe('text');
  });

  test('definitions beside a reference change nothing of what it leads to', async () => {
    const spec = await specOf({ components: { schemas: { A: { type: 'string', $defs: { B: {} } } } } });
    const target = spec.resolve({ $ref: '#/components/schemas/A' });
    expect(target).toMatchObject({ type: 'string' });
    expect(spec.resolve({ $ref: '#/components/schemas/A', $defs: { C: {} } })).toBe(target);
    expect(spec.resolve({ $ref: '#/components/schemas/A', title: 'of its own' })).toEqual({
      type: 'string',
      $defs: { B: {} },
      title: 'of its own',
    });
  });

  test('$id, $anchor and $dynamicRef of OpenAPI 3.1', async () => {
    const spec = await shelter('shelter-3.1.yaml');
    const body = spec.operations[1]?.bodies[0]?.schema;
    const tree = spec.resolve(body) as { properties: Record<string, Record<string, unknown>> };
    expect(spec.resolve(tree.properties.label)).toMatchObject({ minLength: 2 });
    expect(spec.resolve(tree.properties.children?.items)).toBe(tree);
    expect(spec.resolve(tree.properties.leaf)).toEqual({
      type: 'object',
      properties: { size: { const: 7 } },
    });
  });

  test('siblings count in 3.1 and not in 3.0', async () => {
    const spec = await shelter('shelter-3.1.yaml');
    const at = (name: string) => spec.resolve({ $ref: `#/components/schemas/${name}` });
    expect(at('Named')).toEqual({ type: 'string', description: 'Seen through', minLength: 4 });
    expect(at('Narrowed')).toEqual({
      properties: { b: { type: 'integer' } },
      required: ['b'],
      allOf: [{ type: 'object', properties: { a: { type: 'string' } } }],
    });
    expect(at('Named')).toBe(at('Named'));
    const old = await specOf(
      {
        components: {
          schemas: { A: { type: 'string' }, B: { $ref: '#/components/schemas/A', minLength: 4 } },
        },
      },
      '3.0.3',
    );
    expect(old.resolve({ $ref: '#/components/schemas/B' })).toEqual({ type: 'string' });
  });
});

describe('other documents', () => {
  const main = (reference: string) =>
    JSON.stringify({
      openapi: '3.0.3',
      paths: {
        '/a': {
          get: {
            responses: {
              200: { description: '', content: { 'application/json': { schema: { $ref: reference } } } },
            },
          },
        },
      },
    });
  const load = async (uri: string, reference: string, files: Record<string, string>) => {
    const asked: string[] = [];
    const spec = await loadSpec(
      { uri, text: main(reference) },
      {
        fetchExternal: async (url) => {
          asked.push(url);
          const text = files[url];
          if (text === undefined) throw new Error('there is nothing');
          return text;
        },
      },
    );
    return { spec, asked, schema: spec.resolve(spec.operations[0]?.responses[0]?.content[0]?.schema) };
  };

  test('are read once, relative to the document that names them', async () => {
    const { asked, schema, spec } = await load('http://a.test/docs/api.json', 'models/pet.yaml#/Pet', {
      'http://a.test/docs/models/pet.yaml':
        'Pet: {properties: {tag: {$ref: tag.json}, own: {$ref: "#/Own"}}}\nOwn: {type: integer}',
      'http://a.test/docs/models/tag.json': '{"type":"string","properties":{"up":{"$ref":"pet.yaml#/Own"}}}',
    });
    expect(asked).toEqual(['http://a.test/docs/models/pet.yaml', 'http://a.test/docs/models/tag.json']);
    const { properties } = schema as { properties: Record<string, unknown> };
    expect(spec.resolve(properties.own)).toEqual({ type: 'integer' });
    const tag = spec.resolve(properties.tag) as { properties: Record<string, unknown> };
    expect(spec.resolve(tag.properties.up)).toEqual({ type: 'integer' });
    expect(spec.problems).toEqual([]);
  });

  test.each([
    ['file:///etc/passwd', 'a document from the network may not name local files'],
    ['data:application/json,{}', 'data: addresses are not read'],
    ['http://other.test/x', 'there is nothing'],
  ])('%s is refused', async (reference, reason) => {
    const { asked, schema, spec } = await load('http://a.test/api.json', reference, {});
    expect(schema).toBeUndefined();
    expect(spec.problems).toEqual([`Reference to ${reference} was not followed: ${reason}.`]);
    expect(asked.every((url) => url.startsWith('http'))).toBe(true);
  });

  test('are not read when nobody reads them', async () => {
    const spec = await loadSpec({ uri: 'http://a.test/api.json', text: main('b.json') });
    expect(spec.problems).toEqual([
      'Reference to http://a.test/b.json was not followed: other documents are not read here.',
    ]);
  });

  test('a broken one is a problem and no failure', async () => {
    const { spec } = await load('http://a.test/api.json', 'b.json', { 'http://a.test/b.json': '<html>' });
    expect(spec.problems).toEqual(['http://a.test/b.json is an HTML or XML page, not an OpenAPI document.']);
  });

  test('an endless chain of them ends', async () => {
    let count = 0;
    const spec = await loadSpec(
      { uri: 'http://a.test/0.json', text: main('1.json') },
      {
        fetchExternal: async () => {
          count += 1;
          return JSON.stringify({ $ref: `${count + 1}.json` });
        },
      },
    );
    expect(count).toBeLessThanOrEqual(100);
    expect(spec.problems.join()).toContain('no more than 100 documents');
  });

  test('a reference within an example is data', async () => {
    const spec = await specOf({
      components: { schemas: { A: { example: { $ref: 'http://evil.test/x' }, default: { $ref: '#/no' } } } },
    });
    expect(spec.problems).toEqual([]);
  });
});
