import { describe, expect, test } from 'vitest';
import { estimate, judgeTrace } from '../../src/retention/judge.ts';
import { readTrace } from '../../src/retention/read-trace.ts';
import { RetentionResultSchema } from '../../src/retention/result.ts';
import type { RetentionTrace } from '../../src/retention/trace.ts';
import type { Verdict } from '../../src/retention/vocabulary.ts';
import { cutShort } from './cut-short.ts';
import { recordedTraces } from './recorded-traces.ts';

const ACCUSES: readonly Verdict[] = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];
/** What is true of each kind of target; a bound stated with no-retention is true of a small plateau too. */
const TRUE_OF: Record<string, readonly Verdict[]> = {
  'unbounded-growth': ['unbounded-growth'],
  'per-request-growth': ['per-request-growth'],
  bounded: ['bounded-plateau', 'released-after-idle', 'no-retention'],
  'no-retention': ['no-retention'],
  'background-growth': ['background-growth', 'no-retention'],
};
/** Below the resolution of their class, or expired by luck of the collector: never wrong, but not found. */
const UNRESOLVED: Record<string, Verdict> = {
  'rs-fp': 'no-retention',
  'n-fp': 'inconclusive',
  'n-ttl300': 'inconclusive',
};

const recorded = recordedTraces();
const isResident = (runtime: string) => runtime === 'native' || runtime === 'cpython';

describe('recorded traces', () => {
  test('there are 105, three of each of 35 targets', () => {
    expect(recorded).toHaveLength(105);
    expect(new Set(recorded.map(({ target }) => target)).size).toBe(35);
  });

  test.each(recorded.filter(({ runtime }) => isResident(runtime)))('class A judges $file', (run) => {
    const { verdict, bytes, upperBound } = estimate(run.as('A'));
    if (verdict === UNRESOLVED[run.target]) {
      // A missed leak must still be a true statement: the bound is above what is really kept.
      expect(upperBound).toBeGreaterThan(run.truth.bytes ?? 0);
      return;
    }
    expect(TRUE_OF[run.truth.kind]).toContain(verdict);
    if (run.truth.bytes !== null) {
      expect(bytes?.low).toBeLessThanOrEqual(run.truth.bytes);
      expect(bytes?.high).toBeGreaterThanOrEqual(run.truth.bytes);
    }
  });

  test.each(recorded.filter(({ runtime }) => !isResident(runtime)))('class B judges $file', (run) => {
    const { verdict, bytes } = estimate(run.as('B'));
    if (verdict === UNRESOLVED[run.target]) return;
    expect(TRUE_OF[run.truth.kind]).toContain(verdict);
    if (run.truth.bytes !== null) {
      // Floors still hold a little garbage: the truth lies within the interval widened by 3 %.
      expect(bytes?.low).toBeLessThanOrEqual(run.truth.bytes * 1.03);
      expect(bytes?.high).toBeGreaterThanOrEqual(run.truth.bytes * 0.97);
    }
  });

  test('class B finds all but four leak runs: digests, and one run without a collection', () => {
    const missed = recorded.filter(
      (run) =>
        !isResident(run.runtime) &&
        run.truth.bytes !== null &&
        !ACCUSES.includes(estimate(run.as('B')).verdict),
    );
    expect(missed.map(({ file }) => file)).toEqual([
      'n-fp.0.json.gz',
      'n-fp.1.json.gz',
      'n-fp.2.json.gz',
      'n-ttl300.2.json.gz',
    ]);
  });

  test('resident memory of a lazy collector suspects leaks at most, and never a clean service', () => {
    const lazy = recorded.filter(({ runtime }) => !isResident(runtime));
    const verdicts = lazy.map((run) => ({
      leaks: run.truth.bytes !== null,
      verdict: estimate(run.as('D')).verdict,
    }));
    expect(verdicts.filter(({ leaks, verdict }) => !leaks && ACCUSES.includes(verdict))).toEqual([]);
    expect(
      verdicts.filter(({ verdict }) => verdict === 'unbounded-growth' || verdict === 'per-request-growth'),
    ).toEqual([]);
    const suspected = verdicts.filter(({ verdict }) => verdict === 'suspected-growth').length;
    expect(suspected / verdicts.filter(({ leaks }) => leaks).length).toBeGreaterThanOrEqual(28 / 45);
  });

  test.each(['w3', 'fl3', 'idle2'] as const)('cut short in %s, none is judged wrongly', (during) => {
    const judged = recorded.map((run) => ({
      ...run,
      found: estimate(cutShort(run.as(isResident(run.runtime) ? 'A' : 'B'), during)),
    }));
    const wrong = judged.filter(
      ({ target, truth, found }) =>
        found.verdict !== 'inconclusive' &&
        found.verdict !== UNRESOLVED[target] &&
        !TRUE_OF[truth.kind]?.includes(found.verdict) &&
        // A bound after one wave less is a bound all the same.
        !(truth.bytes === null && found.verdict === 'bounded-plateau'),
    );
    expect(wrong.map(({ file, found }) => `${file} ${found.verdict}`)).toEqual([]);
    const answered = judged.filter(({ found }) => found.verdict !== 'inconclusive');
    expect(answered.length / judged.length).toBeGreaterThan(0.75);
  });

  test('a leak that two whole waves show is an answer when time ends in the third', () => {
    const run = recorded.find(({ target }) => target === 'rs-map');
    const whole = judgeTrace(run?.as('A') as RetentionTrace);
    const result = judgeTrace(cutShort(run?.as('A') as RetentionTrace, 'w3'));
    expect(result).toMatchObject({
      verdict: 'unbounded-growth',
      stopped: { code: 'time-cap' },
      findings: [{ id: 'memory-kept-per-credential', confidence: 'likely' }],
    });
    expect(whole.findings).toMatchObject([{ confidence: 'confirmed' }]);
    expect(result.bytesPerCredential?.low).toBeLessThan(2_305);
    expect(result.bytesPerCredential?.high).toBeGreaterThan(2_305);
    expect(result.advice.join()).toContain(
      'Judged by the waves that are whole; missing: a third wave (the run took longer than 90 s).',
    );
    expect(judgeTrace(cutShort(run?.as('A') as RetentionTrace, 'w2')).verdict).toBe('inconclusive');
  });

  test('a result is valid against its schema and can be judged again from its own JSON', () => {
    for (const run of recorded.filter(({ run }) => run === 0)) {
      const result = judgeTrace(run.as(isResident(run.runtime) ? 'A' : 'B'));
      const text = JSON.stringify(RetentionResultSchema.parse(result));
      expect(judgeTrace(readTrace(JSON.parse(text)))).toEqual(JSON.parse(text));
    }
  });

  test('a leak of full keys is high, of digests medium, and a clean service has no finding', () => {
    const result = (target: string) => {
      const run = recorded.find((candidate) => candidate.target === target);
      if (run === undefined) throw new Error(target);
      return judgeTrace(run.as('A'));
    };
    expect(result('rs-map')).toMatchObject({
      severity: 'high',
      cwe: ['CWE-770', 'CWE-401'],
      owasp: 'API4:2023',
    });
    expect(result('fa-fp')).toMatchObject({ severity: 'medium' });
    expect(result('rs-conn')).toMatchObject({ per: 'connection', cwe: ['CWE-772', 'CWE-770'] });
    expect(result('rs-task')).toMatchObject({ per: 'request', cwe: ['CWE-401'] });
    expect(result('rs-none').findings).toEqual([]);
    expect(result('rs-map').pinnedBytes).toBeGreaterThan(80 * 1024 * 1024);
    expect(result('rs-none').pinnedBytes).toBe(0);
  });
});
