import { expect, test } from 'vitest';
import { asUri, repositoryPlace } from '../../src/report/repository-place.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const [place] = exampleFinding('x').locations as [ReturnType<typeof exampleFinding>['locations'][number]];
const result = exampleResult('x');
const nowhere = { ...result, surface: { ...result.surface, spec: undefined } };
const at = (uri: string, routeFile?: string, url = place.url) =>
  repositoryPlace({ ...place, url, spec: { uri, pointer: '', line: 12 } }, nowhere, {
    ...(routeFile ? { routeFile } : {}),
  });

test.each([
  ['openapi.yaml', 'openapi.yaml'],
  ['./docs//openapi.yaml', 'docs/openapi.yaml'],
  ['docs\\api.yaml', 'docs/api.yaml'],
  ['a dir/ä.yaml', 'a dir/ä.yaml'],
])('a document of the repository: %s', (uri, path) => {
  expect(at(uri)).toEqual({ path, line: 12, isFile: true });
});

test.each([
  'https://x/openapi.json',
  '/etc/openapi.yaml',
  'C:\\api.yaml',
  '../openapi.yaml',
  'a/../../b',
  '.',
])('no document of the repository: %s', (uri) => {
  expect(at(uri, './src/routes.ts')).toEqual({ path: 'src/routes.ts', line: 1, isFile: true });
  expect(at(uri)).toEqual({ path: 'api/users/7', line: 1, isFile: false });
  expect(at(uri, '/etc/passwd').isFile).toBe(false);
});

test.each([
  ['http://127.0.0.1:9/', 'api/index'],
  ['http://127.0.0.1:9/a//b/', 'api/a/b'],
  ['http://127.0.0.1:9/a/%2e%2e%2fb/..;/%00%E0%A4', 'api/a/..-b/..;/%00%E0%A4'],
])('a name made of %s stays inside', (url, path) => {
  expect(at('https://x/y', undefined, url).path).toBe(path);
});

test('a path as a URI reference', () => {
  expect(asUri('a dir/ä#?.yaml')).toBe('a%20dir/%C3%A4%23%3F.yaml');
});
