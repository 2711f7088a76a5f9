import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { PACKAGE, read, repository } from './repository.ts';

test('without a terminal and without --yes nothing is written, and all is shown', async () => {
  const root = repository({ 'package.json': PACKAGE('express') });
  const { code, stdout } = await middlebrick(['init'], { cwd: root });
  expect(stdout).toContain('--- middlebrick.yaml ---\n# How middlebrick scans');
  expect(stdout).toContain('--- middlebrick.sh ---\n#!/bin/sh');
  expect(stdout).toMatch(/Nothing was written: .*--yes.*\n$/);
  expect(code).toBe(0);
  expect(existsSync(join(root, 'middlebrick.yaml')) || existsSync(join(root, 'middlebrick.sh'))).toBe(false);
});

test('--dry-run writes nothing, --yes or not', async () => {
  const root = repository({});
  const { stdout } = await middlebrick(['init', root, '--dry-run', '--yes', '--force']);
  expect(stdout).toContain('dry run');
  expect(existsSync(join(root, 'middlebrick.yaml'))).toBe(false);
});

test('a file that is there stays, the other is written; --force overwrites', async () => {
  const root = repository({ 'middlebrick.yaml': 'url: http://mine\n' });
  const kept = await middlebrick(['init', root, '--yes']);
  expect(kept.stdout).toContain(
    '--- middlebrick.yaml (is there already and stays; --force overwrites it) ---',
  );
  expect(kept.stdout).toContain('Wrote middlebrick.sh.');
  expect(read(root, 'middlebrick.yaml')).toBe('url: http://mine\n');
  const again = await middlebrick(['init', root, '--yes']);
  expect(again.stdout).toContain('Nothing to write');
  await middlebrick(['init', root, '--yes', '--force']);
  expect(read(root, 'middlebrick.yaml')).toContain('url: http://localhost:8080');
});

test('links are neither followed nor written through', async () => {
  const outside = repository({
    'openapi.json': '{"openapi":"3.0.0","info":{}}',
    'package.json': PACKAGE('koa'),
  });
  const root = repository({});
  symlinkSync(outside, join(root, 'linked'));
  symlinkSync(join(outside, 'openapi.json'), join(root, 'openapi.json'));
  symlinkSync(root, join(root, 'loop'));
  symlinkSync(join(outside, 'made-by-init'), join(root, 'middlebrick.yaml'));
  const { stdout } = await middlebrick(['init', root, '--yes']);
  expect(stdout).toContain('framework   not recognised');
  expect(stdout).toContain('no OpenAPI file');
  expect(existsSync(join(outside, 'made-by-init'))).toBe(false);
  await middlebrick(['init', root, '--yes', '--force']);
  expect(existsSync(join(outside, 'made-by-init'))).toBe(false);
  expect(read(root, 'middlebrick.yaml')).toContain('url:');
  const escaping = repository({});
  mkdirSync(join(outside, 'github'));
  symlinkSync(join(outside, 'github'), join(escaping, '.github'));
  const refused = await middlebrick(['init', escaping, '--yes']);
  expect(refused.stderr).toMatch(
    /^middlebrick: Cannot write \.github\/workflows\/api-scan\.yml: its folder leads out/,
  );
  expect(refused.code).toBe(2);
  expect(existsSync(join(outside, 'github/workflows/api-scan.yml'))).toBe(false);
});

test('at a terminal it asks, and takes only a yes for one', async () => {
  for (const [answer, written] of [
    ['n', false],
    ['', false],
    ['y', true],
  ] as const) {
    const root = repository({});
    const screen = await atTerminal(root, answer);
    expect(screen).toContain('Write middlebrick.yaml and middlebrick.sh? [y/N]');
    expect(existsSync(join(root, 'middlebrick.yaml'))).toBe(written);
  }
});

test.each<[string, string[], RegExp]>([
  ['no such folder', ['init', '/nowhere/at/all'], /no folder \/nowhere/],
  ['a file for a folder', ['init', 'package.json'], /no folder/],
  ['another pipeline', ['init', '.', '--ci', 'jenkins'], /--ci takes one of github, gitlab, shell/],
  ['not a URL', ['init', '.', '--url', 'http://'], /is not a URL/],
])('bad input: %s', async (_name, args, says) => {
  const { code, stderr, stdout } = await middlebrick(args);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a folder of very many files costs bounded time', async () => {
  const root = freshFolder();
  for (let folder = 0; folder < 25; folder += 1) {
    mkdirSync(join(root, `f${folder}`));
    for (let file = 0; file < 1_000; file += 1) writeFileSync(join(root, `f${folder}`, `${file}.txt`), '');
  }
  const { stdout, code } = await middlebrick(['init', root, '--dry-run']);
  expect(stdout).toContain('Only the first 20000 entries were looked at.');
  expect(code).toBe(0);
});

/** Runs init in a pseudo-terminal and types a line once it asks. */
function atTerminal(root: string, answer: string): Promise<string> {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const child = spawn('script', ['-qec', `"${process.execPath}" "${main}" init "${root}"`, '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'dumb', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let screen = '';
  let asked = false;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    screen += chunk;
    if (!asked && screen.includes('[y/N]')) {
      asked = true;
      child.stdin.write(`${answer}\n`);
    }
  });
  return new Promise((resolve) => child.on('close', () => resolve(screen)));
}
