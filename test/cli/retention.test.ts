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
    ['n-map', 'D', 1, /suspected-growth.*run again with --allow-gc/s],
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

describe('a run before a change and one after it', () => {
  const saved = (target: string, memoryClass: 'A' | 'B' | 'D') => {
    const run = recordedTraces().find((candidate) => candidate.target === target);
    const path = join(freshFolder(), 't.json');
    // One endpoint, whatever service was recorded.
    writeFileSync(path, JSON.stringify({ ...run?.as(memoryClass), target: 'http://127.0.0.1:9/me' }));
    return path;
  };
  const compared = async (before: string, after: string, ...more: string[]) =>
    middlebrick(['retention', '--from', after, '--compare', before, '--format', 'json', ...more]);

  test('mended: one sentence, both figures and the interval of the difference; exit 0', async () => {
    const { code, stderr } = await compared(saved('rs-map', 'A'), saved('rs-none', 'A'));
    expect(stderr).toMatch(/^middlebrick: Mended: it grew before, and does not any more\.$/m);
    expect(stderr).toMatch(/Before: 2,\d{3} B per credential \(99 % between/);
    expect(stderr).toMatch(/Difference: 2,\d{3} B per credential \(99 % between 1,\d{3} B and 2,\d{3} B\)/);
    expect(code).toBe(0);
  });

  test('no change: exit 1; a clean run that cannot be held against the other: exit 4', async () => {
    const same = await compared(saved('rs-map', 'A'), saved('rs-map', 'A'));
    expect(same.stderr).toMatch(/No change: it grows as before/);
    expect(same.code).toBe(1);
    const open = await compared(saved('n-fp', 'B'), saved('rs-none', 'A'));
    expect(open.stderr).toMatch(/cannot be told: the run before was inconclusive/);
    expect(open.code).toBe(4);
  });

  test('the command compare takes them too', async () => {
    const [cwd, before, after] = [freshFolder(), saved('rs-map', 'A'), saved('rs-none', 'A')];
    for (const [from, to] of [
      [before, 'before.json'],
      [after, 'after.json'],
    ] as const)
      await middlebrick(['retention', '--from', from, '--format', `json=${to}`], { cwd });
    const { code, stdout } = await middlebrick(['compare', 'before.json', 'after.json'], { cwd });
    expect(stdout).toMatch(/^Mended: /);
    expect(code).toBe(0);
    const back = await middlebrick(['compare', 'after.json', 'before.json', '--json'], { cwd });
    expect(JSON.parse(back.stdout)).toMatchObject({ change: 'more' });
    expect(back.code).toBe(1);
  });

  test.each([
    ['rs-map', 'A', '1KiB', 1],
    ['rs-map', 'A', '4KiB', 0],
    ['rs-none', 'A', '1B', 0],
    ['n-fp', 'B', '1B', 4],
  ] as const)('%s in class %s with --fail-on-growth %s: exit %i', async (target, memoryClass, most, exit) => {
    const run = ['retention', '--from', saved(target, memoryClass), '--fail-on-growth', most];
    expect((await middlebrick(run)).code).toBe(exit);
  });

  test('memory and traffic that are stated hold for a recording, too', async () => {
    const { stdout } = await middlebrick([
      ...['retention', '--from', saved('rs-map', 'A'), '--memory-limit', '2GiB'],
      ...['--new-credentials-per-hour', '5000'],
    ]);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toMatch(/attack .*2 GiB \(as given\): full after \d+ to \d+ minutes at 1,000/);
    expect(text).toMatch(/by itself out of memory after \d+ to \d+ days at 5,000 new credentials an hour/);
    expect(text).toMatch(/grows in probably a map or list: of a credential of 2,048 B all is kept/);
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
      () => ['retention', url, ...consent, '--method', 'DELETE'],
      /--method takes one of GET, HEAD/,
      2,
    ],
    [
      'a method that changes',
      () => ['retention', url, ...consent, '--method', 'POST'],
      /agree with --active/,
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
    [
      'size',
      () => ['retention', url, ...consent, '--memory-limit', 'much'],
      /--memory-limit takes a size/,
      2,
    ],
    [
      'growth',
      () => ['retention', url, ...consent, '--fail-on-growth', '-1'],
      /--fail-on-growth takes a size/,
      2,
    ],
    [
      'nothing to compare',
      () => ['retention', url, ...consent, '--compare', 'none.json'],
      /neither a file/,
      2,
    ],
    [
      'compared with no run',
      () => ['retention', url, ...consent, '--compare', file('{}')],
      /holds no retention/,
      2,
    ],
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
