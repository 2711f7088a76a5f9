import { describe, expect, test } from 'vitest';
import { containerOf } from '../../src/retention/container-kind.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { RetentionTrace } from '../../src/retention/trace.ts';
import { inTime } from '../../src/time-in-words.ts';
import { recordedTraces } from './recorded-traces.ts';

const MIB = 1024 * 1024;

function recorded(target: string, memoryClass: 'A' | 'B' = 'A'): RetentionTrace {
  const run = recordedTraces().find((candidate) => candidate.target === target);
  if (run === undefined) throw new Error(target);
  return run.as(memoryClass);
}
const map = recorded('rs-map');

describe('when memory is full', () => {
  test('without a limit that is known, 512 MiB are assumed, and said to be', () => {
    const { outlook, severity } = judgeTrace(map);
    expect(outlook).toMatchObject({ limitBytes: 512 * MIB, limitFrom: 'assumed', roomBytes: 512 * MIB });
    expect(severity).toBe('high');
    // 2,305 bytes each: 233,000 of them.
    expect(outlook?.attackSeconds.least).toBeGreaterThan(190);
    expect(outlook?.attackSeconds.most).toBeLessThan(300);
    expect(outlook?.perSecondToFillInAnHour).toBeCloseTo((outlook?.attackSeconds.most ?? 0) / 3.6, 0);
  });

  test('of a known limit only what was free counts, and a large one makes the finding less grave', () => {
    const large = judgeTrace({ ...map, memoryLimit: { bytes: 32 * 1024 * MIB, from: 'container' } });
    expect(large.outlook).toMatchObject({ limitFrom: 'container' });
    expect(large.outlook?.roomBytes).toBe(32 * 1024 * MIB - (map.samples[0]?.bytes ?? 0));
    expect(large.severity).toBe('low');
  });

  test('ordinary traffic that fills it within a week counts, whatever an attack needs', () => {
    const limit = { memoryLimit: { bytes: 32 * 1024 * MIB, from: 'given' as const } };
    const busy = judgeTrace({ ...map, ...limit, newPerHour: 200_000 });
    expect(busy.outlook?.ordinary?.hours.most).toBeGreaterThan(24);
    expect(busy.severity).toBe('medium');
    expect(judgeTrace({ ...map, ...limit, newPerHour: 2_000_000 }).severity).toBe('high');
    expect(judgeTrace({ ...map, ...limit, newPerHour: 200 }).severity).toBe('low');
  });

  test('what does not grow fills nothing', () => {
    expect(judgeTrace({ ...recorded('rs-none'), newPerHour: 10 }).outlook).toBeUndefined();
    expect(judgeTrace(recorded('rs-lru10k')).outlook).toBeUndefined();
  });

  test.each([
    [0.2, '1 second'],
    [40, '40 seconds'],
    [119, '119 seconds'],
    [240, '4 minutes'],
    [3 * 3_600, '3 hours'],
    [10 * 86_400, '10 days'],
    [3 * 365 * 86_400, '3 years'],
  ])('%d s are %s', (seconds, says) => expect(inTime(seconds)).toBe(says));
});

describe('what grows', () => {
  const grown = { verdict: 'unbounded-growth', bytes: { estimate: 4_400, low: 4_000, high: 4_800 } } as const;
  const seen = (more: Partial<RetentionTrace>) =>
    ({ arm: 'credential', credentialBytes: 4_096, ...more }) as const;
  test.each<[string, Partial<RetentionTrace>, object, string, string]>([
    ['a limit of its own for each', { signs: { limitStart: 99 } }, grown, 'limiter', 'shown'],
    ['a cookie for each', { signs: { sessionCookie: 'connect.sid' } }, grown, 'session-store', 'shown'],
    ['a series for each', { signs: { growingSeries: 'calls{key}' } }, grown, 'metrics-labels', 'shown'],
    ['keys kept whole', {}, grown, 'map', 'likely'],
    ['cookies', { signs: { sentIn: 'cookie' } }, grown, 'session-store', 'likely'],
    ['tokens', { arm: 'jwt' }, grown, 'cache', 'likely'],
    ['certificates', { arm: 'certificate' }, grown, 'cache', 'likely'],
    ['connections', { arm: 'connection' }, grown, 'connection', 'likely'],
    ['requests', {}, { ...grown, verdict: 'per-request-growth' }, 'log-context', 'likely'],
    [
      'requests that are worked on later',
      { signs: { status: 202 } },
      { ...grown, verdict: 'per-request-growth' },
      'task',
      'likely',
    ],
  ])('%s', (_name, more, found, kind, certainty) => {
    expect(containerOf(seen(more), found as typeof grown)).toMatchObject({ kind, certainty });
  });

  test('nothing where nothing grows', () => {
    expect(containerOf(seen({ signs: { limitStart: 9 } }), { verdict: 'bounded-plateau' })).toBeUndefined();
    expect(judgeTrace(recorded('rs-lru10k')).findings).toEqual([]);
  });

  test('stands in the finding', () => {
    expect(judgeTrace(map).findings[0]?.container).toMatchObject({ kind: 'map', certainty: 'likely' });
  });
});
