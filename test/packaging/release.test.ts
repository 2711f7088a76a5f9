import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { freshCopy, git } from '../../scripts/fresh-copy.ts';
import { VERSION } from '../../src/version.ts';
import { freshFolder } from '../cli/command.ts';

const clone = freshFolder();
const IDENTITY = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'release'],
    [`GIT_${who}_EMAIL`, 'release@localhost'],
  ]),
);
const release = (version: string) =>
  spawnSync('npm', ['run', '--silent', 'release', '--', version], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, ...IDENTITY },
  });
const read = (path: string) => readFileSync(join(clone, path), 'utf8');

beforeAll(() => freshCopy(clone, { packages: true }));

test('a release names its version everywhere, and its tag holds the bundle that src makes', () => {
  const { status, stdout, stderr } = release('7.8.9');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('npm publish');
  expect(git(clone, 'describe', '--exact-match').trim()).toBe('v7.8.9');
  expect(git(clone, 'status', '--porcelain')).toBe('');
  expect(JSON.parse(read('package.json')).version).toBe('7.8.9');
  expect(read('docs/ci.md')).toContain('middlebrick/middlebrick@v7.8.9');
  expect(read('ci-templates/gitlab.yml')).toContain('npx -y middlebrick-scanner@7.8 scan');
  expect(read('README.md')).not.toContain(VERSION);
  expect(read('CHANGELOG.md')).toMatch(/^## 7\.8\.9$/m);
  const bundle = read('action/index.cjs');
  expect(bundle).toContain('"7.8.9"');
  expect(bundle).toContain('\n// zod:\n//   MIT License');
  execFileSync('npm', ['run', '--silent', 'bundle-action'], { cwd: clone });
  expect(read('action/index.cjs') === bundle).toBe(true);
}, 240_000);

test.each([
  ['twice', '7.8.9', 'v7.8.9 is there already.'],
  ['backwards', '0.0.1', '7.8.9 is later.'],
  ['without a version', 'next', 'which version?'],
])('none %s', (_how, version, says) => {
  const { status, stderr } = release(version);
  expect(stderr).toContain(says);
  expect(status).toBe(2);
});

test('none of what is not committed', () => {
  writeFileSync(join(clone, 'src/left.ts'), '');
  expect(release('7.9.0').stderr).toContain('not committed');
});
