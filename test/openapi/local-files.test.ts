import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import { siblingFiles } from '../../src/openapi/local-files.ts';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'spec files-'));
  await mkdir(path.join(root, 'api/parts'), { recursive: true });
  await writeFile(path.join(root, 'secret.yaml'), 'A: {type: string}');
  await writeFile(path.join(root, 'api/parts/a b.yaml'), 'A: {$ref: "../c.json#/C"}');
  await writeFile(path.join(root, 'api/c.json'), '{"C":{"type":"integer"}}');
  await symlink(path.join(root, 'secret.yaml'), path.join(root, 'api/link.yaml'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function resolve(reference: string) {
  const uri = path.join(root, 'api/spec.yaml');
  const text = `openapi: 3.0.3\nx: {$ref: "${reference}"}\npaths: {}\n`;
  const spec = await loadSpec({ uri, text, target: 'http://a.test' }, { fetchExternal: siblingFiles(uri) });
  return { value: spec.resolve(spec.root.x), problems: spec.problems.join() };
}

test('files beside and below the document are read', async () => {
  expect(await resolve('parts/a%20b.yaml#/A')).toEqual({ value: { type: 'integer' }, problems: '' });
});

test.each([
  ['../secret.yaml#/A', 'no such file'],
  ['link.yaml#/A', 'no such file'],
  ['/etc/hostname', 'no such file'],
  ['file:///etc/hostname', 'no such file'],
  ['parts', 'no ordinary file'],
  ['missing.yaml', 'no such file'],
  ['http://127.0.0.1:1/x', 'may only name files'],
])('%s is refused', async (reference, reason) => {
  const { value, problems } = await resolve(reference);
  expect(value).toBeUndefined();
  expect(problems).toContain(reason);
});
