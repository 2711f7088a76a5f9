import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimate } from '../../src/retention/judge.ts';
import { NULL_PROCESSES, POWER_CASES, shareOf } from './null-processes.ts';
import { MB, normal, seeded, simulate } from './simulated-traces.ts';

const RUNS = 120;
const ACCUSES = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];

/** Three standard errors above the stated rate: the seeds are fixed, so this bounds luck and not flakiness. */
function allowed(rate: number): number {
  return rate + 3 * Math.sqrt((rate * (1 - rate)) / RUNS);
}

describe('memory that moves without keeping anything', () => {
  test.each(NULL_PROCESSES)('$name accuses in at most $atMost of the runs', ({ start, atMost }) => {
    const alarms = shareOf(RUNS, start, (memory) => ACCUSES.includes(estimate(simulate(memory)).verdict));
    expect(alarms).toBeLessThanOrEqual(allowed(atMost));
  });
});

describe('memory that keeps something', () => {
  test.each(POWER_CASES)(
    '$name is found in at least $atLeast of the runs',
    ({ start, bytesPerIdentity, atLeast }) => {
      const found = shareOf(RUNS, start, (memory) => {
        const { verdict, bytes } = estimate(simulate((at) => bytesPerIdentity * at.identities + memory(at)));
        return (
          verdict === 'unbounded-growth' &&
          (bytes?.low ?? 0) <= bytesPerIdentity &&
          (bytes?.high ?? 0) >= bytesPerIdentity
        );
      });
      expect(found).toBeGreaterThanOrEqual(atLeast);
    },
  );

  test('requests, time and credentials each get their own blame', () => {
    const verdict = (grow: (at: { at: number; requests: number; identities: number }) => number) => {
      const random = seeded(7);
      return estimate(simulate((at) => grow(at) + 0.05 * MB * normal(random))).verdict;
    };
    expect(verdict(({ requests }) => 2_000 * requests)).toBe('per-request-growth');
    expect(verdict(({ at }) => 600_000 * at)).toBe('background-growth');
    expect(verdict(({ identities }) => 2_000 * identities)).toBe('unbounded-growth');
    expect(verdict(({ identities }) => 2_000 * Math.min(identities, 10_000))).toBe('bounded-plateau');
    expect(verdict(({ identities, at }) => (at > 11 ? 0 : 2_000 * identities))).toBe('released-after-idle');
    expect(verdict(() => 0)).toBe('no-retention');
  });
});

describe('the estimator', () => {
  const leak = (bytes: number, seed: number, shift = 0) => {
    const random = seeded(seed);
    return simulate(({ identities }) => shift + bytes * identities + 0.05 * MB * normal(random));
  };

  test('gives the same answer twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer(), (bytes, seed) => {
        expect(estimate(leak(bytes, seed))).toEqual(estimate(leak(bytes, seed)));
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  test('does not care how much memory the process had before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 0, max: 4_000 }),
        (bytes, mebibytes) => {
          expect(estimate(leak(bytes, 5, mebibytes * MB))).toEqual(estimate(leak(bytes, 5)));
        },
      ),
      { seed: 1, numRuns: 15 },
    );
  });

  test('doubling what is kept doubles the estimate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 4_000 }), (bytes) => {
        const [one, two] = [estimate(leak(bytes, 3)), estimate(leak(2 * bytes, 3))];
        expect((two.bytes?.estimate ?? 0) - (one.bytes?.estimate ?? 0)).toBeCloseTo(bytes, 0);
      }),
      { seed: 1, numRuns: 15 },
    );
  });
});
