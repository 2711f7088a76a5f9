import { expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';

const HEAD = 'openapi: 3.0.3\ninfo: {title: t, version: "1"}\n';

test.each([
  [
    'a path in YAML',
    `${HEAD}paths:\n  /notes:\n    get: {}\n  /other: {}\n  /notes:\n    post: {}\n`,
    ['Duplicate key "/notes" at line 7: only the last one was read.'],
  ],
  [
    'a method in braces',
    `${HEAD}paths: {/notes: {get: {},\n  post: {}, get: {}}}\n`,
    ['Duplicate key "get" at line 4'],
  ],
  ['quoted and plain', `${HEAD}paths:\n  "/a": {}\n  /a: {}\n`, ['Duplicate key "/a" at line 5']],
  [
    'Windows line ends',
    `${HEAD}paths:\n  /a: {}\n  /a: {}\n  /a: {}\n`.replaceAll('\n', '\r\n'),
    ['Duplicate key "/a" at line 5', 'Duplicate key "/a" at line 6'],
  ],
  [
    'YAML with a tag, for the general parser',
    `${HEAD}x: !!str 5\npaths:\n  /a: {}\n  /a: {}\n`,
    ['Duplicate key "/a" at line 6'],
  ],
  [
    'JSON',
    '{"openapi":"3.0.3","info":{"title":"{\\"a\\":1,\\"a\\":2}"},\n"paths":{"/a":{},\n"/b":{"get":{}}, "/a" :{}}}',
    ['Duplicate key "/a" at line 3'],
  ],
  ['the same key in two objects', `${HEAD}paths:\n  /a: {get: {}}\n  /b: {get: {}}\n`, []],
  ['a merge key beside its own', `${HEAD}x: &x {get: {}}\npaths:\n  /a:\n    <<: *x\n    get: {}\n`, []],
  ['JSON without any', '{"openapi":"3.0.3","a":[{"b":1},{"b":1}],"b":{"b":"b"},"paths":{}}', []],
])('%s', async (_name, text, expected) => {
  const { problems } = await loadSpec({ uri: 'a.yaml', text });
  const told = problems.filter((problem) => problem.startsWith('Duplicate key'));
  expect(told).toHaveLength(expected.length);
  for (const [at, sentence] of expected.entries()) expect(told[at]).toContain(sentence);
});

test('those of a referenced document are told with its name, and a thousand are no flood', async () => {
  const many = `{"C":{},${Array.from({ length: 3_000 }, () => '"C":{}').join(',')}}`;
  const text = `${HEAD}x: {$ref: "other.json#/C"}\npaths: {}\n`;
  const { problems } = await loadSpec(
    { uri: 'http://a.test/a.yaml', text },
    { fetchExternal: async () => many },
  );
  expect(problems[0]).toBe(
    'http://a.test/other.json: Duplicate key "C" at line 1: only the last one was read.',
  );
  expect(problems).toContain('http://a.test/other.json: Over 1000 keys are duplicates.');
});
