import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedTraces } from '../retention/recorded-traces.ts';
import { freshFolder, middlebrick } from './command.ts';

describe('a recording is judged again without the target', () => {
  function saved(target: string, memoryClass: 'A' | 'B' | 'D'): string {
    const run = recordedTraces().find((candidate) => candidate.target === target);
    const path = join(freshFolder(), 't.json');
    writeFileSync(path, JSON.stringify(run?.as(memoryClass)));
    return path;
  }
  test.each([
    ['rs-map', 'A', 1, /unbounded-growth.*2,\d\d\d B per credential/s],
    ['rs-task', 'A', 1, /per-request-growth.*B per request/s],
    ['n-map', 'D', 1, /suspected-growth.*Name a metrics address/s],
    ['rs-lru10k', 'A', 0, /bounded-plateau/],
    ['rs-none', 'A', 0, /no-retention.*less than \d+ B per credential/s],
    ['n-fp', 'B', 4, /inconclusive.*A hook that forces a collection/s],
  ] as const)('%s in class %s: exit %i, in 80 columns', async (target, memoryClass, exit, says) => {
    const { code, stdout, stderr } = await middlebrick(['retention', '--from', saved(target, memoryClass)]);
    expect(stdout).toMatch(says);
    expect(stdout).toMatch(/MiB │/);
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
    expect(code).toBe(exit);
  });
});

describe.concurrent('what cannot be run: one sentence', () => {
  const url = 'http://127.0.0.1:1/me';
  const consent = ['--retention-target', '127.0.0.1'];
  const file = (text: string) => {
    const path = join(freshFolder(), 'given');
    writeFileSync(path, text);
    return path;
  };
  test.each<[string, () => string[], RegExp, number]>([
    ['no url', () => ['retention'], /Which endpoint\?/, 2],
    ['no consent', () => ['retention', url], /puts load on 127\.0\.0\.1:1 .* --retention-target/, 2],
    [
      'consent for another host',
      () => ['retention', url, '--retention-target', 'example.com'],
      /example\.com/,
      2,
    ],
    ['wrong scheme', () => ['retention', 'ftp://127.0.0.1/', ...consent], /http and https/, 2],
    ['arm', () => ['retention', url, ...consent, '--arm', 'leg'], /--arm takes one of/, 2],
    [
      'place',
      () => ['retention', url, ...consent, '--credential-in', 'body:key'],
      /--credential-in takes/,
      2,
    ],
    [
      'template',
      () => ['retention', url, ...consent, '--credential-template', 'sk'],
      /too little .* random/,
      2,
    ],
    ['idle', () => ['retention', url, ...consent, '--idle', '400'], /--idle takes a number/, 2],
    [
      'method',
      () => ['retention', url, ...consent, '--method', 'POST'],
      /--method takes one of GET, HEAD/,
      2,
    ],
    ['metrics', () => ['retention', url, ...consent, '--metrics', 'here'], /--metrics takes/, 2],
    [
      'two sources',
      () => ['retention', url, ...consent, '--pid', '1', '--memory-command', 'x'],
      /exclude each/,
      2,
    ],
    [
      'answers only, and memory',
      () => ['retention', url, ...consent, '--answers-only', '--pid', '1'],
      /reads no memory/,
      2,
    ],
    ['half an authority', () => ['retention', url, ...consent, '--ca-cert', file('x')], /needs --ca-key/, 2],
    [
      'certificates over http',
      () => ['retention', url, ...consent, '--certificates', '/tmp'],
      /https target/,
      2,
    ],
    [
      'tokens for another arm',
      () => ['retention', url, ...consent, '--arm', 'connection', '--jwt-secret', 's'],
      /--arm jwt/,
      2,
    ],
    [
      'unset variable',
      () => ['retention', url, ...consent, '--jwt-secret', 'env:MB_NOT_SET'],
      /MB_NOT_SET is not set/,
      2,
    ],
    ['header without a value', () => ['retention', url, ...consent, '-H', 'secret'], /--header takes/, 2],
    ['format', () => ['retention', url, ...consent, '--format', 'sarif'], /"sarif" is no format/, 2],
    ['recording and url', () => ['retention', url, '--from', file('{}')], /leave the URL out/, 2],
    ['recording that is none', () => ['retention', '--from', file('{"a":1}')], /not a retention trace/, 2],
    ['recording that is no JSON', () => ['retention', '--from', file('{')], /is not JSON/, 2],
    ['recording that is not there', () => ['retention', '--from', '/nowhere/t.json'], /no such file/, 2],
    ['nobody listens', () => ['retention', url, ...consent, '--quiet'], /does not answer/, 3],
    ['no such process', () => ['retention', url, ...consent, '--pid', '4194304'], /can not be read/, 3],
    ['scan without consent', () => ['scan', url, '--retention'], /agree by naming its host/, 2],
    [
      'scan with consent for another host',
      () => ['scan', url, '--retention', '--retention-target', 'a.example'],
      /a\.example/,
      2,
    ],
    ['scan with a stray flag', () => ['scan', url, '--profile', 'quick'], /--profile is for --retention/, 2],
  ])('%s', async (_name, args, says, exit) => {
    const { code, stderr, stdout } = await middlebrick(args());
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(exit);
  });
});

test('a dry run says what the probe would send, and sends nothing', async () => {
  const { code, stdout } = await middlebrick([
    ...['scan', 'http://127.0.0.1:1/', '--dry-run', '--include', 'reflected-origin'],
    ...['--retention', '--retention-target', '127.0.0.1'],
  ]);
  expect(stdout).toMatch(/the retention probe would send up to 80,000 more to 127\.0\.0\.1/);
  expect(code).toBe(0);
});
