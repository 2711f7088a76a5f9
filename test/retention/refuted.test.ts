import { describe, expect, test } from 'vitest';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { RetentionTrace } from '../../src/retention/trace.ts';
import { POWER_CASES } from './null-processes.ts';
import { recordedTraces } from './recorded-traces.ts';
import { MB, normal, type Progress, seeded, simulate } from './simulated-traces.ts';

/** 2,000 bytes per identity, of which `kept` says what is still there. */
function leak(kept: (at: Progress, grown: number) => number, bytes = 2_000): RetentionTrace {
  const random = seeded(11);
  return simulate((at) => kept(at, bytes * at.identities) + 0.05 * MB * normal(random));
}

const silence = (trace: RetentionTrace, name: 'idle1' | 'idle2') => {
  const phase = trace.phases.find((each) => each.name === name);
  return { start: phase?.start ?? 0, end: phase?.end ?? 0 };
};
const plain = leak((_, grown) => grown);
const [first, last] = [silence(plain, 'idle1'), silence(plain, 'idle2')];

describe('growth that a silence gives back', () => {
  test('in part in the last one is not confirmed', () => {
    const result = judgeTrace(leak(({ at }, grown) => (at > last.start + 1 ? 0.6 * grown : grown)));
    expect(result).toMatchObject({ verdict: 'inconclusive', findings: [] });
    expect(result.reason).toMatch(/given back within 5 s of silence.*--idle/);
  });

  test('whole in the last one is release', () => {
    const result = judgeTrace(leak(({ at }, grown) => (at > last.start + 1 ? 0 : grown)));
    expect(result).toMatchObject({ verdict: 'released-after-idle', findings: [] });
  });

  test('in part in the first one is not confirmed', () => {
    const result = judgeTrace(
      leak(({ at, identities }, grown) =>
        at > first.start + 1 ? grown - 0.3 * 2_000 * Math.min(identities, 10_000) : grown,
      ),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', findings: [] });
    expect(result.reason).toMatch(/given back within 7 s of silence/);
  });

  test('by a twentieth is what an allocator does, and stays growth', () => {
    const result = judgeTrace(leak(({ at }, grown) => (at > last.start + 1 ? 0.95 * grown : grown)));
    expect(result).toMatchObject({
      verdict: 'unbounded-growth',
      findings: [{ confidence: 'confirmed' }],
    });
  });

  test('is seen in a collected heap by its lowest reading', () => {
    const run = recordedTraces().find(({ file }) => file === 'n-map.0.json.gz');
    const trace = run?.as('B') as RetentionTrace;
    const idle = silence(trace, 'idle2');
    const fallen = {
      ...trace,
      samples: trace.samples.map((sample) =>
        sample.at > idle.start + 1 ? { ...sample, bytes: sample.bytes - 40 * MB } : sample,
      ),
    };
    expect(judgeTrace(trace).verdict).toBe('unbounded-growth');
    expect(judgeTrace(fallen)).toMatchObject({ verdict: 'inconclusive', findings: [] });
    expect(judgeTrace(fallen).reason).toMatch(/in the last silence/);
  });
});

/** Full speed in the first half of the late waves, a share of it in the second. */
const slowed = (share: number) =>
  leak(({ identities }, grown) => grown - (1 - share) * 2_000 * Math.max(0, identities - MIDDLE_OF_LATE));
const lateWaves = plain.phases.filter(({ name }) => name === 'w2' || name === 'w3');
const MIDDLE_OF_LATE = lateWaves[0]?.identities[1] ?? 0;

test('what grows at six tenths of its speed is filling up, and not confirmed; at nineteen twentieths it leaks', () => {
  expect(MIDDLE_OF_LATE).toBeGreaterThan(0);
  expect(judgeTrace(slowed(0.6))).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringMatching(/^growth slows down but has not stopped/),
    findings: [],
  });
  expect(judgeTrace(slowed(0.95)).verdict).toBe('unbounded-growth');
});

test('a quick run says how long and how many it tested, and is likely at most', () => {
  const quick: RetentionTrace = { ...plain, profile: 'quick' };
  const result = judgeTrace(quick);
  expect(result).toMatchObject({ verdict: 'unbounded-growth', findings: [{ confidence: 'likely' }] });
  expect(result.reason).toMatch(/not released within 7 s; caps above 40,000 entries not tested/);
});

test('growth whose interval holds zero is inconclusive, and suspicion is never without one above it', () => {
  const suspects = recordedTraces()
    .map((run) => judgeTrace(run.as('D')))
    .filter(({ verdict }) => verdict === 'suspected-growth');
  expect(suspects.length).toBeGreaterThan(20);
  expect(suspects.filter(({ bytesPerCredential: bytes }) => !(bytes && bytes.low > 0))).toEqual([]);
  const jumping = POWER_CASES.find(({ name }) => name.includes('jumps'));
  const found = Array.from({ length: 40 }, (_, seed) => {
    const memory = jumping?.start(seeded(seed + 1)) ?? (() => 0);
    return judgeTrace(simulate((at) => 2_200 * at.identities + memory(at)));
  });
  const open = found.filter(({ reason }) => /^the interval holds zero \(-\d/.test(reason));
  expect(open.length).toBeGreaterThan(0);
  expect(open.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
});

test('a quick run with three collections accuses nobody: through so few points requests fit as well', () => {
  const trace = recordedTraces()
    .find(({ target }) => target === 'n-map')
    ?.as('B');
  if (trace === undefined) throw new Error('n-map is not recorded');
  const samples = trace.samples.map((sample) => ({
    ...sample,
    collections: Math.floor((sample.collections ?? 0) / 2),
  }));
  expect(judgeTrace({ ...trace, samples }).verdict).toBe('unbounded-growth');
  expect(judgeTrace({ ...trace, samples, profile: 'quick' })).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining('only 3 full collections'),
  });
});
