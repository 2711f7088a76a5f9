import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import { filesBeside } from '../../src/openapi/local-files.ts';

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
  const spec = await loadSpec({ uri, text, target: 'http://a.test' }, { fetchExternal: filesBeside(uri) });
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

/** The document lies in `services/api` of a folder that is a repository, or in which the user works, or neither. */
async function neighbours(kind: 'repository' | 'worktree' | 'working folder' | 'neither') {
  const base = await mkdtemp(path.join(tmpdir(), 'neighbours-'));
  try {
    await mkdir(path.join(base, 'work/services/api'), { recursive: true });
    await mkdir(path.join(base, 'work/common/.hidden'), { recursive: true });
    await writeFile(path.join(base, 'work/common/parts.yaml'), 'A: {type: string}');
    await writeFile(path.join(base, 'work/common/.hidden/parts.yaml'), 'A: {type: string}');
    await writeFile(path.join(base, 'outside.yaml'), 'A: {type: string}');
    await symlink(path.join(base, 'outside.yaml'), path.join(base, 'work/common/link.yaml'));
    if (kind === 'repository') await mkdir(path.join(base, 'work/.git'));
    if (kind === 'worktree') await writeFile(path.join(base, 'work/.git'), 'gitdir: elsewhere');
    const work = kind === 'working folder' ? path.join(base, 'work') : '/';
    const uri = path.join(base, 'work/services/api/spec.yaml');
    const read = async (reference: string) => {
      const text = `openapi: 3.0.3\nx: {$ref: "${reference}#/A"}\npaths: {}\n`;
      const spec = await loadSpec({ uri, text }, { fetchExternal: filesBeside(uri, { work }) });
      return spec.resolve(spec.root.x) !== undefined;
    };
    return {
      neighbour: await read('../../common/parts.yaml'),
      hidden: await read('../../common/.hidden/parts.yaml'),
      link: await read('../../common/link.yaml'),
      outside: await read('../../../outside.yaml'),
    };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

test.each(['repository', 'worktree', 'working folder'] as const)(
  'a neighbour folder of the same %s is read, and nothing hidden or outside of it',
  async (kind) => {
    expect(await neighbours(kind)).toEqual({ neighbour: true, hidden: false, link: false, outside: false });
  },
);

test('where nothing holds the two together, no neighbour is read', async () => {
  expect(await neighbours('neither')).toMatchObject({ neighbour: false, outside: false });
});

test('a home folder is no boundary, even as a repository', async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'home-'));
  try {
    await mkdir(path.join(base, '.git'));
    await mkdir(path.join(base, 'down'));
    await writeFile(path.join(base, 'keys.yaml'), 'A: {type: string}');
    const uri = path.join(base, 'down/spec.yaml');
    const text = 'openapi: 3.0.3\nx: {$ref: "../keys.yaml#/A"}\npaths: {}\n';
    const spec = await loadSpec(
      { uri, text },
      { fetchExternal: filesBeside(uri, { home: base, work: base }) },
    );
    expect(spec.resolve(spec.root.x)).toBeUndefined();
  } finally {
    await rm(base, { recursive: true, force: true });
  }
});
