import { beforeAll, describe, expect, test } from 'vitest';
import { placeOf, workbenchOf } from '../../src/cli/mcp-command.ts';
import type { McpFlags } from '../../src/cli/mcp-options.ts';
import { replaySettings } from '../../src/cli/replay-command.ts';
import type { ReplayFlags } from '../../src/cli/replay-options.ts';
import { serveOptions } from '../../src/cli/serve-command.ts';
import type { ServeFlags } from '../../src/cli/serve-options.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { commandNames, fileWith, optionsOf, typed } from './typed.ts';

const trusted = fileWith('PEM of an authority', 'ca.pem');
const document = fileWith('{"openapi":"3.1.0"}', 'openapi.json');

describe('replay: the scan again, with one rule', () => {
  const result = exampleResult('x', { mode: 'active', target: { url: 'http://127.0.0.1:9/', scope: [] } });
  const asked = (...words: string[]): ScanOptions =>
    replaySettings(result, 'missing-hsts', typed<ReplayFlags>(['replay', 'f', ...words]).flags).scan;
  const bearer = ['--bearer', 'token-1'];
  const user = { name: 'default', credentials: [{ kind: 'bearer', token: 'token-1' }] } as const;

  test('target, mode and rule are the finding’s', () => {
    expect(asked('--no-config')).toMatchObject({
      url: 'http://127.0.0.1:9/',
      mode: 'active',
      selection: { include: ['missing-hsts'], exclude: [] },
    });
  });

  const ROWS: Readonly<Record<string, readonly [words: readonly string[], changes: Partial<ScanOptions>]>> = {
    '--spec': [['--spec', document], { specs: [{ uri: document, text: '{"openapi":"3.1.0"}' }] }],
    '--request': [
      ['--request', 'curl http://127.0.0.1:9/a'],
      { specs: [{ uri: '(--request)', text: 'curl http://127.0.0.1:9/a' }] },
    ],
    '--url': [['--url', 'http://127.0.0.1:9/?key=v8'], { url: 'http://127.0.0.1:9/?key=v8' }],
    '--base-path': [['--base-path', '/v1'], { basePath: '/v1' }],
    '--scope': [['--scope', 'http://127.0.0.2'], { alsoInScope: ['http://127.0.0.2'] }],
    '--bearer': [bearer, { identities: [user] }],
    '--foreign-token': [['--foreign-token', 'a.b.c'], { foreignToken: 'a.b.c' }],
    '--ca': [['--ca', trusted], { ca: 'PEM of an authority' }],
    '--insecure': [['--insecure'], { trustAnyCertificate: true }],
    '--callback-url': [
      ['--callback-url', 'http://me.example:8088'],
      { callback: { url: 'http://me.example:8088', address: '127.0.0.1', port: 8088 } },
    ],
    '--callback-listen': [
      ['--callback-url', 'http://me.example', '--callback-listen', '9000'],
      { callback: { url: 'http://me.example', address: '127.0.0.1', port: 9000 } },
    ],
    '--llm': [['--llm'], { llm: true }],
    '--quick': [['--quick'], { quick: true }],
    '--max-requests': [['--max-requests', '7'], { maxRequests: 7 }],
    '--max-time': [['--max-time', '9'], { maxTimeMs: 9_000 }],
    '--concurrency': [['--concurrency', '3'], { concurrency: 3 }],
    '--attempts': [['--attempts', '40'], { attempts: 40 }],
    '--rate': [['--rate', '2.5'], { rate: 2.5 }],
    '--config': [['--config', fileWith('rate: 3', 'other.yaml')], { rate: 3 }],
  };
  test.each(Object.entries(ROWS))('%s', (_name, [words, changes]) => {
    const before = asked('--no-config');
    const after = asked(...(words[0] === '--config' ? [] : ['--no-config']), ...words);
    expect(after).toEqual({ ...before, ...changes });
    expect(after).not.toEqual(before);
  });

  /** Ways to say who is asking end in one list of users, which the rows of `scan` look at one by one; the others watch. */
  const AS_IN_SCAN = [
    '--header --basic --api-key --cookie --cert --key --passphrase --login --login-token --login-send --oauth --auth-file --role --other --no-config --trust-config --verbose --har'.split(
      ' ',
    ),
  ].flat();
  test('every option that --help shows has a row, and every row is an option', () => {
    expect([...Object.keys(ROWS), ...AS_IN_SCAN, '--from'].sort()).toEqual(optionsOf('replay').sort());
  });
  test('what it could only ignore is refused', async () => {
    const { code, stderr } = await middlebrick(['replay', '0123', '--threshold', '90']);
    expect(stderr).toBe('middlebrick: --threshold is for "middlebrick scan": a replay has no use for it.\n');
    expect(code).toBe(2);
  });
});

describe('mcp: what it serves with', () => {
  const told = (...words: string[]) => {
    const { flags } = typed<McpFlags>(['mcp', ...words]);
    const { targets, secret } = workbenchOf(flags);
    const reads = (name: string) => {
      try {
        return secret(`env:${name}`, 'bearer');
      } catch {
        return undefined;
      }
    };
    return { http: flags.http, targets, path: reads('PATH'), place: placeOf(flags) };
  };
  const usual = told();
  const place = (more: object) => ({ place: { ...usual.place, ...more } });
  const ROWS: Readonly<Record<string, readonly [words: readonly string[], changes: object]>> = {
    '--target': [['--target', 'http://127.0.0.1:9/v1'], { targets: ['http://127.0.0.1:9'] }],
    '--env': [['--env', 'PATH'], { path: process.env.PATH }],
    '--http': [['--http'], { http: true }],
    '--host': [['--host', '::1'], place({ host: '::1' })],
    '--port': [['--port', '7'], place({ port: 7 })],
    '--token': [['--token', 'env:PATH'], place({ token: process.env.PATH })],
    '--allowed-host': [['--allowed-host', 'scanner.internal'], place({ hosts: ['scanner.internal'] })],
  };
  test('every option that --help shows has a row, and every row is an option', () => {
    expect(Object.keys(ROWS).sort()).toEqual(optionsOf('mcp').sort());
  });
  test.each(Object.entries(ROWS))('%s', (_name, [words, changes]) => {
    expect(told(...words)).toEqual({ ...usual, ...changes });
    expect(told(...words)).not.toEqual(usual);
  });
});

describe('serve: what it serves with', () => {
  const told = (...words: string[]) =>
    serveOptions(typed<ServeFlags>(['serve', ...words]).flags, { HOME: '/' });
  const usual = told();
  const ROWS: Readonly<Record<string, readonly [words: readonly string[], changes: object]>> = {
    '--port': [['--port', '7'], { port: 7 }],
    '--host': [['--host', '::1'], { host: '::1' }],
    '--data': [['--data', '/srv/scans'], { folder: '/srv/scans' }],
    '--role': [['--role', 'web'], { role: 'web' }],
    '--scans': [['--scans', '5'], { slots: 5 }],
    '--grace': [['--grace', '90'], { graceMs: 90_000 }],
    '--trust-proxy': [['--trust-proxy'], { trustProxy: true }],
    '--log-level': [['--log-level', 'debug'], { logLevel: 'debug' }],
    '--allow': [['--allow', '10.0.0.0/8', '--allow', '::1'], { allow: ['10.0.0.0/8', '::1'] }],
  };
  test('every option that --help shows has a row, and every row is an option', () => {
    expect(Object.keys(ROWS).sort()).toEqual(optionsOf('serve').sort());
  });
  test.each(Object.entries(ROWS))('%s', (_name, [words, changes]) => {
    expect(told(...words)).toEqual({ ...usual, ...changes });
    expect(told(...words)).not.toEqual(usual);
  });
  test('what is no network is refused', () => {
    expect(() => told('--allow', '10.0.0.0/99')).toThrow('--allow takes a network such as 10.1.0.0/16');
  });
});

describe('commands that send nothing: what is printed follows the flag', () => {
  const cwd = freshFolder();
  let kept = '';
  beforeAll(() => {
    kept = fileWith(JSON.stringify(exampleResult('x', { findings: [exampleFinding('x')] })), 'result.json');
  });
  const guide = ['explain', 'unlimited-requests'];
  const ROWS: Readonly<Record<string, readonly [words: () => readonly string[], shows: RegExp]>> = {
    'compare --json': [() => ['compare', kept, kept, '--json'], /^\{\n/],
    'report --format': [() => ['report', kept, '--format', 'markdown'], /^# /],
    'explain --framework': [() => [...guide, '--framework', 'express'], /Express/],
    'explain --credential': [
      () => ['explain', 'memory-leak', '--credential', 'mutual-tls', '--format', 'markdown'],
      /mutual TLS/i,
    ],
    'explain --container': [
      () => ['explain', 'memory-leak', '--container', 'limiter', '--format', 'markdown'],
      /retain_recent/,
    ],
    'explain --format': [() => [...guide, '--format', 'markdown'], /^# /],
    'rules --json': [() => ['rules', '--json'], /^\[\n/],
    'init --ci': [() => ['init', '.', '--ci', 'gitlab'], /pipeline +gitlab/],
    'init --url': [() => ['init', '.', '--url', 'http://127.0.0.1:4567'], /127\.0\.0\.1:4567/],
    'init --dry-run': [() => ['init', '.', '--dry-run'], /this was a dry run/],
    'init --yes': [() => ['init', '.', '--yes'], /^Wrote /m],
    // After --yes: the files are there by then.
    'init --force': [() => ['init', '.', '--force'], /will be overwritten/],
  };
  test.each(Object.entries(ROWS))('%s', async (name, [words, shows]) => {
    const flag = name.split(' ')[1] ?? '';
    const all = words();
    const at = all.indexOf(flag);
    const value = /^(?:--json|--dry-run|--yes|--force)$/.test(flag) ? 1 : 2;
    const without = [...all.slice(0, at), ...all.slice(at + value)];
    expect((await middlebrick(without, { cwd })).stdout).not.toMatch(shows);
    expect((await middlebrick(all, { cwd })).stdout).toMatch(shows);
  });

  /** Commands with a table of their own, here or beside. */
  const ELSEWHERE = [
    'scan',
    'retention',
    'replay',
    'mcp',
    'serve',
    'upload',
    'cleanup',
    'backup',
    'restore',
    'rotate-key',
  ];
  test('every option of every command has a row', () => {
    const options = commandNames()
      .filter((name) => !ELSEWHERE.includes(name))
      .flatMap((name) => optionsOf(name).map((option) => `${name} ${option}`));
    expect(Object.keys(ROWS).sort()).toEqual(options.sort());
  });
});
