import { describe, expect, test } from 'vitest';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { MemoryClass } from '../../src/retention/vocabulary.ts';
import { recordedTraces } from './recorded-traces.ts';

const RECORDED = recordedTraces();
const judged = (target: string, memoryClass: MemoryClass) => {
  const run = RECORDED.find((candidate) => candidate.target === target);
  if (run === undefined) throw new Error(target);
  return judgeTrace(run.as(memoryClass));
};

const PINNED = /^About \d+\.\d MiB stay pinned in the target: restart it before further tests\.$/;
const SEEN = /^Seen up to 40,000 identities and \d+ s of silence/;
const HOOK = /^A hook that forces a collection makes the verdict certain: --collect, or --allow-gc/;

describe('what a run left in the target, and what to do about it', () => {
  test('is measured where resident memory speaks', () => {
    const result = judged('rs-map', 'A');
    expect(result).toMatchObject({ verdict: 'unbounded-growth', per: 'credential', pinnedBytes: 92_487_680 });
    expect(result.advice).toEqual([expect.stringMatching(PINNED), expect.stringMatching(SEEN)]);
  });

  test.each([
    ['n-map', 'unbounded-growth', 'credential', 'identities', [PINNED, SEEN]],
    ['n-task', 'per-request-growth', 'request', 'requests', [PINNED]],
  ] as const)('is computed where garbage hides it: %s', (target, verdict, per, counted, advice) => {
    const result = judged(target, 'B');
    expect(result).toMatchObject({ verdict, per });
    const { estimate = 0 } = result.bytesPerCredential ?? {};
    expect(estimate).toBeGreaterThan(1_500);
    expect(result.pinnedBytes).toBe(Math.round(estimate * result[counted]));
    expect(result.advice).toEqual(advice.map((says) => expect.stringMatching(says)));
  });

  test('counts connections and certificates by their own names', () => {
    expect(judged('rs-conn', 'A').per).toBe('connection');
    expect(judged('n-mtls', 'B').per).toBe('certificate');
  });

  test.each<[string, MemoryClass, string, readonly RegExp[]]>([
    ['rs-none', 'A', 'no-retention', []],
    ['n-none', 'B', 'no-retention', []],
    ['rs-lru10k', 'A', 'bounded-plateau', []],
    ['n-arr', 'A', 'inconclusive', []],
    ['n-fp', 'B', 'inconclusive', [HOOK]],
  ])('is nothing without growth: %s, class %s', (target, memoryClass, verdict, advice) => {
    const result = judged(target, memoryClass);
    expect(result).toMatchObject({ verdict, pinnedBytes: 0 });
    expect(result.advice).toEqual(advice.map((says) => expect.stringMatching(says)));
  });
});
