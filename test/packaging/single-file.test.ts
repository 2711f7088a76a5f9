import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { singleFile } from '../../scripts/single-file.ts';
import { scanResult } from '../../src/result.ts';
import { VERSION } from '../../src/version.ts';
import { freshFolder } from '../cli/command.ts';
import { connect } from '../mcp/clients.ts';

const run = promisify(execFile);
let lab: ServedLab;
let file = '';
let program = '';
beforeAll(async () => {
  lab = await serveLab(demoApp());
  [file = '', program = ''] = await singleFile(freshFolder(), { executable: true });
}, 120_000);
afterAll(() => lab.close());

test('nothing lies beside the two', () => {
  expect(readdirSync(dirname(file)).sort()).toEqual(['middlebrick', 'middlebrick.cjs']);
});

describe.each([
  ['one file', (): [string, ...string[]] => [process.execPath, file]],
  // No PATH: the Node that it needs is inside.
  ['one executable', (): [string, ...string[]] => [program]],
])('%s, in an empty folder', (_name, words) => {
  const start = (...args: string[]) => {
    const [command, ...before] = words();
    const cwd = freshFolder();
    return run(command, [...before, ...args], { cwd, env: { HOME: cwd }, maxBuffer: 1 << 26 });
  };

  test('says its version', async () => {
    expect((await start('--version')).stdout).toBe(`${VERSION}\n`);
  });

  test('has the guides inside', async () => {
    expect((await start('explain', 'mass-assignment', '--framework', 'express')).stdout).toContain('FIX');
  });

  test('scans', async () => {
    const { stdout } = await start('scan', lab.url, '--quick', '--quiet', '--format', 'json');
    const { findings } = scanResult.parse(JSON.parse(stdout));
    expect(findings.map(({ rule }) => rule)).toContain('exposed-environment-file');
    expect(findings.some(({ guide }) => guide !== undefined)).toBe(true);
  });

  test('serves an assistant', async () => {
    const cwd = freshFolder();
    const client = await connect('new', { program: words(), args: ['mcp'], env: { HOME: cwd }, cwd });
    expect((await client.raw.listTools()).tools).toHaveLength(8);
    await client.close();
  });
});

test('the executable is named as the command', () => {
  expect(basename(program)).toBe('middlebrick');
});
