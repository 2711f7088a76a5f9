import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/result.ts';
import { scanResult } from '../../src/result.ts';
import { RetentionResultSchema } from '../../src/retention/result.ts';
import { startTarget } from '../retention/start-target.ts';
import { freshFolder, middlebrick } from './command.ts';

/** The key service of the retention tests with a metrics page and a collection hook. */
async function withTarget<Result>(
  mode: string,
  run: (url: string, flags: string[]) => Promise<Result>,
): Promise<Result> {
  const target = await startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', mode]);
  const { origin, host } = new URL(target.url);
  try {
    const memory = ['--metrics', `${origin}/metrics`, '--collect', `${origin}/gc`];
    return await run(target.url, ['--retention-target', host, '--profile', 'quick', ...memory]);
  } finally {
    await target.stop();
  }
}

const BUSY = 'this machine is too busy for a run within its time limit';
/** Safety rules that end a run on a target that suffers end it on a machine that is ten times slower than usual, too. */
const outOfTime = (result: { stopped?: { code: string } | undefined } | undefined) =>
  ['time-cap', 'slow'].includes(result?.stopped?.code ?? '');

describe('a service in a process of its own, quick profile', () => {
  test('a bounded store is clean; exit 0; judged the same from its trace', async ({ skip }) => {
    const cwd = freshFolder();
    const ran = await withTarget('lru+open', (url, flags) =>
      middlebrick(
        ['retention', url, ...flags, '--format', 'json', '--format', 'html=r.html', '--trace', 't.json'],
        { cwd },
      ),
    );
    const result = RetentionResultSchema.parse(JSON.parse(ran.stdout));
    skip(outOfTime(result), BUSY);
    expect(['bounded-plateau', 'no-retention', 'released-after-idle']).toContain(result.verdict);
    expect(result).toMatchObject({ memoryClass: 'C', findings: [], pinnedBytes: 0 });
    expect(ran.code).toBe(0);
    // Plain lines for a log, one for each step.
    expect(ran.stderr).toMatch(/^middlebrick: memory class C, read from http/m);
    expect(ran.stderr).toMatch(/^middlebrick: flush \(4 of 11\) · [\d.]+ MiB \([+-][\d.]+\) · [\d,]+ fresh/m);
    expect(ran.stderr).not.toContain('\u001b');
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toMatch(/<svg.*<\/svg>/s);

    const again = await middlebrick(['retention', '--from', 't.json', '--format', 'json'], { cwd });
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(ran.stdout));
    expect(again.code).toBe(0);
    expect(again.stderr).toBe('');
  });

  test('a map of keys is called growing by a scan, with curve, finding and a request to replay', async ({
    skip,
  }) => {
    const cwd = freshFolder();
    const { stderr } = await withTarget('map', (url, flags) =>
      middlebrick(
        [
          ...['scan', new URL(url).origin, '--include', 'resource-retention', '--retention', ...flags],
          ...['--format', 'summary=r.txt', '--format', 'html=r.html', '--format', 'markdown=r.md'],
          ...['--format', 'json=r.json', '--format', 'junit=r.xml', '--format', 'sarif=r.sarif'],
        ],
        { cwd },
      ),
    );
    const file = (name: string) => readFileSync(join(cwd, name), 'utf8');
    const result: ScanResult = scanResult.parse(JSON.parse(file('r.json')));
    skip(outOfTime(result.retention), BUSY);
    expect(result.checks.at(-1)).toMatchObject({ id: 'resource-retention', weight: 7, status: 'failed' });
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]).toMatchObject({
      rule: 'memory-kept-per-credential',
      severity: 'high',
      confidence: 'likely',
      cwe: [770, 401],
      evidence: [{ response: { status: 401 } }],
    });
    expect(result.retention).toMatchObject({ verdict: 'unbounded-growth', arm: 'credential' });
    // The key itself, its length in memory, and a small object.
    expect(result.retention?.bytesPerCredential?.low).toBeLessThan(4_096 + 300);
    expect(result.retention?.bytesPerCredential?.high).toBeGreaterThan(4_096);
    expect(JSON.parse(file('r.json')).retention.trace).toBeUndefined();
    expect(file('r.txt')).toMatch(/unbounded-growth.*MiB │.*FRESH/s);
    expect(file('r.html')).toMatch(/<section aria-labelledby="retention">.*<svg/s);
    expect(file('r.md')).toMatch(/^Memory: Memory grows with every new credential/m);
    expect(file('r.xml')).toMatch(/name="memory-kept-per-credential" time="0"><failure/);
    expect(JSON.parse(file('r.sarif')).runs[0].results[0].ruleId).toBe('memory-kept-per-credential');
    expect(stderr).toMatch(/^middlebrick: wave 3/m);
  });
});

describe('a scan of a service with several routes, of which two keep keys', () => {
  const scan = (url: string, flags: readonly string[], cwd: string) =>
    middlebrick(
      [
        ...['scan', new URL(url).origin, '--include', 'resource-retention', '--retention', ...flags],
        ...['--format', 'json', '--no-save', '--retention-trace', 't.json'],
      ],
      { cwd },
    );

  test('measures all that take a key, an open one that reads it too, lists them, and keeps the recording', async ({
    skip,
  }) => {
    const cwd = freshFolder();
    const { stdout } = await withTarget('routes', (url, flags) => scan(url, flags, cwd));
    const { retention, retentionTargets = [], findings, checks } = scanResult.parse(JSON.parse(stdout));
    skip(outOfTime(retention), BUSY);
    const told = Object.fromEntries(
      retentionTargets.map(({ operation, takesCredential, verdict, bytes }) => [
        operation,
        { takesCredential, verdict, keepsKeys: (bytes?.low ?? 0) > 500 },
      ]),
    );
    // None of the keys was let in: of those that are nothing is known.
    const clean = { verdict: expect.stringMatching(/inconclusive|bounded-plateau/), keepsKeys: false };
    const grown = { verdict: 'unbounded-growth', keepsKeys: true };
    expect(told).toEqual({
      'GET /me': { takesCredential: 'refuses', ...clean },
      'GET /keys/cached': { takesCredential: 'refuses', ...grown },
      'GET /keys/listed/all': { takesCredential: 'refuses', ...clean },
      'GET /feed': { takesCredential: 'reads', ...grown },
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['memory-kept-per-credential']);
    expect(findings[0]?.locations.map(({ operation }) => operation).sort()).toEqual([
      'GET /feed',
      'GET /keys/cached',
    ]);
    const { total, tested } = checks.at(-1)?.rules[0]?.locations ?? {};
    expect(total).toBe(4);
    expect(tested).toBeGreaterThanOrEqual(2);

    const again = await middlebrick(['retention', '--from', 't.json', '--format', 'json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({
      verdict: 'unbounded-growth',
      target: retention?.target,
    });
  }, 240_000);

  test('gives no score where nothing takes a credential', async ({ skip }) => {
    const cwd = freshFolder();
    const { stdout } = await withTarget('open', (url, flags) => scan(url, flags, cwd));
    const { retention, retentionTargets, checks, findings } = scanResult.parse(JSON.parse(stdout));
    skip(outOfTime(retention), BUSY);
    expect(new Set(retentionTargets?.map((one) => one.takesCredential))).toEqual(new Set(['unknown']));
    expect(checks.at(-1)).toMatchObject({ status: 'skipped', score: null, weight: 0 });
    expect(checks.at(-1)?.reason).toMatch(/no operation is known that takes a credential/);
    expect(findings).toEqual([]);
  });

  test('asks the one route that is named', async ({ skip }) => {
    const cwd = freshFolder();
    const { stdout } = await withTarget('routes', (url, flags) =>
      scan(url, [...flags, '--retention-endpoint', '/me'], cwd),
    );
    const { retention, findings } = scanResult.parse(JSON.parse(stdout));
    skip(outOfTime(retention), BUSY);
    expect(retention?.target).toMatch(/\/me$/);
    expect(retention).toMatchObject({ verdict: 'inconclusive', measured: 'refusal-path' });
    expect(findings).toEqual([]);
  });
});

test('Ctrl-C ends it with what is known; exit 130', async () => {
  const { code, stdout } = await withTarget('map', (url, flags) =>
    middlebrick(['retention', url, ...flags, '--format', 'json'], { interruptAt: /wave 1/ }),
  );
  const result = RetentionResultSchema.parse(JSON.parse(stdout));
  expect(result).toMatchObject({ verdict: 'inconclusive', stopped: { code: 'aborted' }, findings: [] });
  expect(result.phases.map(({ name }) => name)).toContain('ctl');
  expect(code).toBe(130);
});
