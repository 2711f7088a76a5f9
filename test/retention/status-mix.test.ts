import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addRetentionOptions } from '../../src/cli/retention-options.ts';
import { retentionSummary } from '../../src/report/retention/summary.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import { readTrace } from '../../src/retention/read-trace.ts';
import { withoutRefusals } from '../../src/retention/refusals.ts';
import { acceptedShare, measuredBy, notMeasured } from '../../src/retention/status-mix.ts';
import { MB, memory, plentiful, runSmall, type Served, serve } from './loopback.ts';
import { MB as MIB, normal, seeded, simulate } from './simulated-traces.ts';

vi.setConfig({ testTimeout: 60_000 });

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A clean service that answers everyone with this status; memory stands still. */
async function cleanWith(status: number) {
  served = await serve((_request, response) => response.writeHead(status).end());
  return judgeTrace(
    await runSmall(served.url, {
      plan: { phases: plentiful(), rate: 2_200 },
      safety: { expectedStatus: status },
    }),
  );
}

describe('a clean run', () => {
  test('of credentials that were let in says that nothing is kept, and counts the answers', async () => {
    const result = await cleanWith(200);
    expect(result).toMatchObject({
      verdict: 'no-retention',
      measured: 'accepted',
      answers: { fresh: { 200: 3_400 }, control: { 200: 120 } },
    });
    expect(result.advice.join()).not.toContain('valid credentials');
  });

  test.each([
    [401, 'refusal-path', /only the refusal path was measured/],
    [403, 'refusal-path', /only the refusal path was measured/],
    [302, 'redirects', /only redirects were measured/],
  ])('of %s alone is never "no retention", and says what to do', async (status, measured, says) => {
    const result = await cleanWith(status);
    expect(result).toMatchObject({ verdict: 'inconclusive', measured, findings: [] });
    expect(result.reason).toMatch(says);
    expect(result.advice.join()).toMatch(/give valid credentials: --credentials/);
    const text = retentionSummary(
      { result, fixes: new Map(), tool: { version: '0' } },
      { width: 100, colour: false },
    );
    expect(text).toMatch(new RegExp(`answers +fresh ${status} × 3,400; control ${status} × 120`));
    expect(text).toMatch(says);
  });
});

test('the flags that would let a credential in are flags', () => {
  const command = addRetentionOptions(new Command());
  const known = command.options.map(({ long }) => long);
  for (const flag of notMeasured({ 401: 1 })?.match(/--[a-z-]+/g) ?? []) expect(known).toContain(flag);
});

test.each([404, 405, 410])('an address that answers %s to everyone is refused, and named', async (status) => {
  served = await serve((_request, response) => response.writeHead(status).end());
  const refused = probeRetention({
    url: served.url.href,
    consentHost: '127.0.0.1',
    source: memory(() => 50 * MB),
  });
  await expect(refused).rejects.toMatchObject({ code: 'target-unfit' });
  await expect(refused).rejects.toThrow(`GET /me answers ${status} to everyone`);
});

describe('growth', () => {
  const leak = (answers: Record<string, number>) => {
    const random = seeded(3);
    const trace = simulate(({ identities }) => 2_000 * identities + 0.05 * MIB * normal(random));
    return {
      ...trace,
      phases: trace.phases.map((phase) => (phase.name === 'w2' ? { ...phase, answers } : phase)),
    };
  };

  test('of refused credentials stays growth, with the words beside it', () => {
    const result = judgeTrace(leak({ 401: 15_000 }));
    expect(result).toMatchObject({ verdict: 'unbounded-growth', measured: 'refusal-path' });
    expect(result.advice).toContainEqual(expect.stringMatching(/^Only the refusal path was measured: give/));
  });

  test('in a recording from before answers were counted is judged as it was', () => {
    const old = leak({});
    const result = judgeTrace(readTrace(JSON.parse(JSON.stringify(old))));
    expect(result).toMatchObject({ verdict: 'unbounded-growth' });
    expect(result.measured).toBeUndefined();
  });
});

describe('a mix of answers', () => {
  const clean = {
    verdict: 'no-retention',
    upperBound: 40,
    identities: 40_000,
    sigma: 0,
    reason: 'less than 40 B per identity',
  } as const;

  test.each([
    [{ 200: 990, 500: 10 }, 'accepted', 'no-retention', 40],
    // What all keep together, the accepted ones alone may keep.
    [{ 200: 500, 401: 500 }, 'mixed', 'no-retention', 80],
    [{ 200: 100, 401: 900 }, 'mixed', 'inconclusive', 40],
    [{ 200: 1, 401: 40_000 }, 'refusal-path', 'inconclusive', 40],
    [{ 502: 700, 401: 300 }, 'server-errors', 'inconclusive', 40],
    [{ 404: 700, 401: 300 }, 'missing-page', 'inconclusive', 40],
    [{}, undefined, 'no-retention', 40],
  ] as const)('%o is %s: %s', (mix, measured, verdict, upperBound) => {
    expect(measuredBy(mix)).toBe(measured);
    expect(withoutRefusals(clean, mix, 128)).toMatchObject({ verdict, upperBound });
  });

  test('counts a protocol switch and "not modified" as let in', () => {
    expect(acceptedShare({ 101: 1, 204: 1, 304: 1, 302: 1 })).toBe(0.75);
  });
});
