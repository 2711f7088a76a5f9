import { describe, expect, test } from 'vitest';
import { concludeResidency, type ResidencyRun } from '../../src/retention/residency/conclude.ts';
import {
  areaUnderCurve,
  headerTells,
  remainingOf,
  timingTells,
} from '../../src/retention/residency/oracle.ts';
import { costGrows } from '../../src/retention/residency/panels.ts';
import { RetentionResultSchema } from '../../src/retention/result.ts';
import { normal, seeded } from './simulated-traces.ts';

const times = (count: number, mean: number, seed: number) => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => mean + 0.05 * normal(random));
};

describe('oracles', () => {
  test.each([
    [{ 'x-ratelimit-remaining': '99' }, 99],
    [{ 'ratelimit-remaining': '5' }, 5],
    [{ ratelimit: '"default";r=50;t=30' }, 50],
    [{ ratelimit: 'limit=100, remaining=42, reset=5' }, 42],
    [{ 'retry-after': '3' }, undefined],
  ])('%o leaves %s', (headers, remaining) => {
    expect(remainingOf(headers)).toBe(remaining);
  });

  test('a counter per credential is believed, one for everybody is not', () => {
    const own = Array.from({ length: 20 }, () => ({ first: 99, second: 98 }));
    const shared = Array.from({ length: 20 }, (_, index) => ({
      first: 99 - 2 * index,
      second: 98 - 2 * index,
    }));
    expect(headerTells(own)).toBe(99);
    expect(headerTells(shared)).toBeUndefined();
    expect(headerTells(own.map(() => ({ first: undefined, second: undefined })))).toBeUndefined();
  });

  test('timing is believed only when it is clear', () => {
    expect(timingTells(times(150, 1.1, 1), times(150, 1, 2)).tells).toBe(true);
    expect(timingTells(times(150, 1.01, 1), times(150, 1, 2)).tells).toBe(false);
    expect(timingTells([2, 2], [1, 1]).tells).toBe(false);
    expect(areaUnderCurve([1, 2], [1, 2])).toBe(0.5);
  });

  test('cost grows only if it is still growing', () => {
    const [before, half, after] = [times(150, 1, 1), times(150, 1.3, 2), times(150, 2, 3)];
    expect(costGrows(before, half, after).grows).toBe(true);
    expect(costGrows(before, after, after).grows).toBe(false);
    expect(costGrows(before, before, before).grows).toBe(false);
  });
});

describe('conclusions', () => {
  const facts = {
    oracle: 'timing',
    auc: 0.9,
    largestAcceptedBytes: 4_096,
    keptAfterSilence: { seconds: 8, fraction: 0.95 },
  } as const;
  const run = (change: Partial<ResidencyRun['facts']>): ResidencyRun => ({
    target: 't',
    arm: 'credential',
    profile: 'full',
    credentialBytes: 512,
    identities: 9_000,
    requests: 12_000,
    seconds: 20,
    notes: [],
    facts: {
      ...facts,
      keptAfter: [500, 3_000, 8_000].map((identities) => ({ identities, fraction: 0.9 })),
      ...change,
    },
  });
  const kept = (...fractions: number[]) => ({
    keptAfter: fractions.map((fraction, index) => ({
      identities: [500, 3_000, 8_000][index] ?? 0,
      fraction,
    })),
  });

  test.each([
    ['state-kept', {}, ['state-kept-for-unknown-credentials']],
    ['evicted-by-capacity', kept(0.9, 0.1, 0), []],
    ['expires-with-time', { ...kept(0, 0, 0), keptAfterSilence: { seconds: 8, fraction: 0 } }, []],
    ['no-signal', { oracle: 'none' as const, keptAfter: [] }, []],
    ['inconclusive', kept(0.9, 0.8, 0.5), []],
    [
      'state-kept',
      { largestAcceptedBytes: 16_384 },
      ['state-kept-for-unknown-credentials', 'oversized-credential-accepted'],
    ],
    [
      'no-signal',
      { oracle: 'none' as const, costGrowth: { beforeMs: 1, afterMs: 2, grows: true } },
      ['cost-grows-with-credentials'],
    ],
  ])('%s from %o', (verdict, change, findings) => {
    const result = concludeResidency(run(change));
    expect(result.verdict).toBe(verdict);
    expect(result.findings.map(({ id }) => id)).toEqual(findings);
    expect(result.bytesPerCredential).toBeUndefined();
    expect(() => RetentionResultSchema.parse(result)).not.toThrow();
  });

  test('a stopped run accuses nobody', () => {
    const result = concludeResidency({
      ...run({}),
      stopped: { code: 'server-errors', reason: 'errors', at: 3 },
    });
    expect(result).toMatchObject({ verdict: 'inconclusive', findings: [] });
  });
});
