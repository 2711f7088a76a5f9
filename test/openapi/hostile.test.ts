import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import { matchOperation } from '../../src/openapi/cross-reference.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import type { Spec } from '../../src/openapi/operation.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { observe } from '../../src/openapi/spec-rules.ts';
import { bigSpec } from './big-spec.ts';

/** Seconds of processor time; bounds are several times what this takes on a slow machine. */
async function cost<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T | ScanError }> {
  const started = process.cpuUsage();
  let result: T | ScanError;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    result = error;
  }
  const { user, system } = process.cpuUsage(started);
  return { seconds: (user + system) / 1e6, result };
}

const load = (text: string) => loadSpec({ uri: 'http://a.test/openapi', text });
const head = 'openapi: 3.0.0\ninfo: {title: T, version: "1"}\n';
const bomb = (first: string, level: (at: number) => string, levels: number) =>
  [first, ...Array.from({ length: levels }, (_none, at) => level(at + 1))].join('\n');

const DEEP = 'is nested too deeply to be read';
const REPEATS = 'repeats itself through';

describe('a document that is none gets one sentence', () => {
  test.each<[string, () => string, string]>([
    ['empty', () => '', 'is empty'],
    ['blank', () => ' \n\t\n', 'is empty'],
    ['a byte-order mark alone', () => '\uFEFF', 'is empty'],
    ['HTML', () => '<!doctype html><html></html>', 'is an HTML or XML page'],
    [
      'UTF-16',
      () => Buffer.from('{"openapi":"3.0.0"}', 'utf16le').toString('latin1'),
      'is not text in UTF-8',
    ],
    ['truncated JSON', () => '{"openapi":"3.0.0","paths":{"/a":{"get', 'it ends in the middle'],
    ['truncated JSON after a number', () => '{"a":1', 'it ends in the middle'],
    ['truncated JSON after an object', () => '{"a":{}', 'it ends in the middle'],
    ['truncated JSON after a comma', () => '{"a":1,\n', 'it ends in the middle'],
    ['a bare word in JSON', () => '{"a": yes}', 'a word or sign that JSON does not know'],
    ['a comma too many', () => '{"openapi":"3.0.0",\n "paths":{},}', 'line 2, column 13 cannot be read'],
    ['a list', () => '[1]', 'it holds no object'],
    ['a word', () => 'hello', 'it holds no object'],
    ['another JSON', () => '{"a":1}', 'it has neither "openapi" nor "swagger"'],
    ['AsyncAPI', () => 'asyncapi: 3.0.0\n', 'AsyncAPI is not supported'],
    ['Swagger 1.2', () => '{"swagger":"1.2"}', 'is OpenAPI version "1.2"'],
    ['OpenAPI 4', () => 'openapi: 4.0.0\n', 'is OpenAPI version "4.0.0"'],
    ['tabs', () => 'openapi: 3.0.0\npaths:\n\t/a: {}\n', 'tabs are not allowed'],
    ['two documents', () => 'openapi: 3.0.0\n---\nopenapi: 3.0.0\n', 'several YAML documents'],
    ['bad YAML', () => 'openapi: 3.0.0\n  paths: {}\n', 'is neither JSON nor valid YAML'],
    ['an unknown anchor', () => 'openapi: *nothing\n', 'Unresolved alias'],
    ['an alias within itself', () => `${head}a: &a {x: *a}`, 'alias within what it stands for'],
    ['21 MB', () => `{"openapi":"3.0.0","x":"${'x'.repeat(21 << 20)}"}`, 'documents over 20 MB are not read'],
    ['deep JSON', () => `{"openapi":"3.0.0","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, DEEP],
    ['deep YAML flow', () => `${head}x: ${'['.repeat(100_000)}${']'.repeat(100_000)}`, DEEP],
    ['deep YAML flow, cut', () => `${head}x: ${'{a: '.repeat(100_000)}`, DEEP],
    ['deep YAML lists', () => `${head}x: ${'\n'}${'- '.repeat(100_000)}y`, DEEP],
    [
      'deep YAML keys',
      () => `${head}${Array.from({ length: 2000 }, (_none, at) => `${' '.repeat(at)}a:`).join('\n')}`,
      DEEP,
    ],
    [
      'deep example',
      () => `{"openapi":"3.0.0","x-y":{"example":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}}`,
      DEEP,
    ],
    ['questions', () => `${head}x: ${'? '.repeat(30_000)}y`, 'is'],
    ['anchors in a row', () => `${head}x: ${'&a '.repeat(100_000)}`, 'is not valid YAML at line 3'],
    ['tags in a row', () => `${head}x: ${'!a '.repeat(100_000)}`, 'is not valid YAML at line 3'],
    [
      'an alias bomb',
      () =>
        bomb(
          `${head}b0: &b0 [x, x, x, x, x, x, x, x, x]`,
          (at) =>
            `b${at}: &b${at} [${Array(9)
              .fill(`*b${at - 1}`)
              .join(', ')}]`,
          30,
        ),
      REPEATS,
    ],
    [
      'a merge bomb',
      () =>
        bomb(
          `${head}b0: &b0 {x: 1}`,
          (at) => `b${at}: &b${at} {p: {<<: *b${at - 1}}, q: {<<: *b${at - 1}}}`,
          60,
        ),
      REPEATS,
    ],
    [
      'a merge bomb in blocks',
      () =>
        bomb(
          `${head}b0: &b0 {x: 1}`,
          (at) =>
            `b${at}: &b${at}\n  p:\n    <<: *b${at - 1}\n  q:\n    <<: *b${at - 1}\n  r: [*b${at - 1}, *b${at - 1}]`,
          60,
        ),
      REPEATS,
    ],
    [
      'an alias bomb behind a tag',
      () =>
        bomb(
          `${head}b0: &b0 !!seq [x, x, x, x, x, x, x, x, x]`,
          (at) =>
            `b${at}: &b${at} [${Array(9)
              .fill(`*b${at - 1}`)
              .join(', ')}]`,
          30,
        ),
      REPEATS,
    ],
    [
      'many aliases behind a tag',
      () => `${head}a: &a !!str x\nb: [${'*a, '.repeat(50_000)}]`,
      'too many YAML aliases',
    ],
    [
      'too many values',
      () => `{"openapi":"3.0.0","x":[${'[],'.repeat(2_000_000)}[]]}`,
      'holds more than 1,500,000',
    ],
    ['megabytes of bad YAML', () => 'a: b: c\n'.repeat(500_000), 'is not valid YAML at line 1'],
    ['quotes that do not end', () => `${head}x: "${'\n'.repeat(1_000_000)}`, 'is'],
  ])('%s', async (_name, text, says) => {
    const { seconds, result } = await cost(() => load(text()));
    expect(result).toBeInstanceOf(ScanError);
    const { code, message } = result as ScanError;
    expect(code).toBe('invalid-spec');
    expect(message.toLowerCase()).toContain(says.toLowerCase());
    expect(message).toMatch(/^http:\/\/a\.test\/openapi [^\n]{3,300}\.$/);
    expect(seconds).toBeLessThan(8);
  });
});

describe('a document of many of something is read in bounded time', () => {
  const many = (count: number, part: (at: number) => string) =>
    Array.from({ length: count }, (_none, at) => part(at)).join(',');
  test.each<[string, () => string]>([
    ['paths', () => `{"openapi":"3.0.0","paths":{${many(20_000, (at) => `"/a${at}":{"get":{}}`)}}}`],
    [
      'keys in YAML',
      () => `${head}x-keys:\n${Array.from({ length: 50_000 }, (_none, at) => `  k${at}: 1`).join('\n')}`,
    ],
    [
      'anchors',
      () =>
        `${head}${Array.from({ length: 20_000 }, (_none, at) => `k${at}: &a${at} x\nl${at}: *a${at}`).join('\n')}`,
    ],
    ['one anchor, used often', () => `${head}a: &a {x: 1}\nb:\n${'- *a\n'.repeat(50_000)}`],
    ['references', () => `{"openapi":"3.0.0","x":[${many(30_000, (at) => `{"$ref":"#/x/${at + 1}"}`)}]}`],
    ['dead references', () => `{"openapi":"3.0.0","x":[${many(50_000, (at) => `{"$ref":"#/none/${at}"}`)}]}`],
    [
      'outside references',
      () => `{"openapi":"3.0.0","x":[${many(50_000, (at) => `{"$ref":"http://b.test/${at}"}`)}]}`,
    ],
    [
      'a path item used by all',
      () =>
        `{"openapi":"3.0.0","components":{"pathItems":{"P":{"parameters":[${many(5_000, (at) => `{"name":"p${at}","in":"query"}`)}],"get":{},"put":{},"post":{},"delete":{}}}},"paths":{${many(800, (at) => `"/a${at}":{"$ref":"#/components/pathItems/P"}`)}}}`,
    ],
    [
      'servers',
      () =>
        `{"openapi":"3.0.0","servers":[${many(50_000, (at) => `{"url":"http://s${at}.test"}`)}],"paths":{"/a":{"get":{}}}}`,
    ],
    [
      'security',
      () =>
        `{"openapi":"3.0.0","security":[${many(50_000, (at) => `{"s${at}":[]}`)}],"paths":{${many(100, (at) => `"/a${at}":{"get":{}}`)}}}`,
    ],
    [
      'braces in a server',
      () =>
        `{"openapi":"3.0.0","servers":[{"url":"http://a.test/${'{'.repeat(200_000)}"}],"paths":{"/a":{"get":{}}}}`,
    ],
    [
      'braces in a path',
      () =>
        `{"openapi":"3.0.0","paths":{"/${'{'.repeat(100_000)}":{"get":{}},"/${'{a}'.repeat(20_000)}":{"get":{}}}}`,
    ],
  ])('%s', async (_name, text) => {
    const { seconds, result } = await cost(async () => {
      const spec = await load(text());
      use(spec);
      return spec;
    });
    expect(result).not.toBeInstanceOf(ScanError);
    expect((result as Spec).operations.length).toBeLessThanOrEqual(10_000);
    expect((result as Spec).problems.length).toBeLessThanOrEqual(101);
    expect(seconds).toBeLessThan(10);
  });
});

/** Everything that a scan does with a document. */
function use(spec: Spec): void {
  for (const operation of spec.operations.slice(0, 50)) {
    const request = requestFor(operation, spec, { optional: true });
    matchOperation(spec.operations, operation.method, request.url);
    void operation.line;
  }
  for (const _ of observe(spec));
}

test('any JSON in the shape of a document is used without failing or hanging', async () => {
  const key = fc.constantFrom(
    'openapi',
    'swagger',
    'paths',
    '/a',
    '/{b}',
    'get',
    'parameters',
    'schema',
    '$ref',
    'allOf',
    'oneOf',
    'items',
    'properties',
    'components',
    'schemas',
    'A',
    'in',
    'name',
    'type',
    'servers',
    'url',
    'security',
    'content',
    'application/json',
    'requestBody',
    'responses',
    '200',
    '$id',
    '__proto__',
    'enum',
    'example',
    'pattern',
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      '#/components/schemas/A',
      '#',
      '',
      'query',
      'path',
      'string',
      'object',
      'array',
      '3.0.0',
      'http://[',
      '{a}',
      '#/paths',
      '\ud800',
      Number.MAX_VALUE,
    ),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 7 },
      leaf,
      fc.dictionary(key, tie('node'), { maxKeys: 5 }),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('{"openapi":"3.0.3"', '{"openapi":"3.1.0"', '{"swagger":"2.0"'),
      fc.dictionary(key, node),
      async (start, value) => {
        const { openapi, swagger, ...rest } = value as Record<string, unknown>;
        const text = `${start},${JSON.stringify({ paths: {}, ...rest }).slice(1)}`;
        const { seconds, result } = await cost(async () => use(await load(text)));
        expect(result).toBeUndefined();
        expect(seconds).toBeLessThan(5);
      },
    ),
    { numRuns: 300 },
  );
});

test('a large document is read in about a second', async () => {
  const text = bigSpec(500, 6_000_000);
  expect(text.length).toBeGreaterThan(6_000_000);
  const { seconds, result } = await cost(() => load(text));
  expect((result as Spec).operations).toHaveLength(500);
  expect((result as Spec).problems).toEqual([]);
  expect(seconds).toBeLessThan(3);
});
