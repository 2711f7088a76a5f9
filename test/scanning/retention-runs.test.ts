import { expect, test } from 'vitest';
import type { Proof } from '../../src/checks/rule.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import type { Takes } from '../../src/scanning/retention-endpoints.ts';
import type { Measured, RetentionRun } from '../../src/scanning/retention-runs.ts';
import { measuredIn, NOT_ASKED, retentionRuns } from '../../src/scanning/retention-runs.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';

const proof: Proof = {
  note: 'one of them',
  exchange: {
    id: 1,
    identity: 'anonymous',
    request: { method: 'GET', url: 'http://127.0.0.1:9/me', headers: [] },
    response: {
      status: 401,
      httpVersion: '1.1',
      headers: [],
      body: Buffer.from(''),
      truncated: false,
      headMs: 1,
      totalMs: 1,
    },
  },
};

function judged(target: string, memoryClass: 'A' | 'B' | 'D'): RetentionResult {
  const run = recordedTraces().find((candidate) => candidate.target === target);
  if (run === undefined) throw new Error(target);
  return judgeTrace({ ...run.as(memoryClass), target: 'http://127.0.0.1:9/me' });
}

const one = (result: RetentionResult, takes: Takes = 'refuses'): Measured => ({
  url: result.target,
  takes,
  result,
  proof,
});
const ran = (first: Measured, ...rest: Measured[]) =>
  ({ status: 'ran', measured: [first, ...rest], unmeasured: [] }) as const;
const statuses = (run: RetentionRun) =>
  Object.fromEntries(retentionRuns(run).map(({ rule, status }) => [rule.id, status]));
const outcomes = (result: RetentionResult, takes?: Takes) => statuses(ran(one(result, takes)));

test('nothing is looked at where nobody asked', () => {
  const runs = retentionRuns(NOT_ASKED);
  expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'skipped'));
});

test('a leak fails its rule, and says nothing of what the arm did not try', () => {
  expect(outcomes(judged('rs-map', 'A'))).toEqual({
    'memory-kept-per-credential': 'failed',
    'memory-kept-per-connection': 'skipped',
    'memory-kept-per-request': 'passed',
    'state-kept-for-unknown-credentials': 'skipped',
    'cost-grows-with-credentials': 'skipped',
    'restart-during-probe': 'passed',
    'fail-closed-limiter': 'skipped',
  });
  expect(outcomes(judged('rs-conn', 'A'))).toMatchObject({
    'memory-kept-per-credential': 'skipped',
    'memory-kept-per-connection': 'failed',
  });
});

test('a clean service passes', () => {
  expect(outcomes(judged('rs-none', 'A'))).toMatchObject({
    'memory-kept-per-credential': 'passed',
    'memory-kept-per-request': 'passed',
    'fail-closed-limiter': 'skipped',
  });
  expect(outcomes(judged('rs-lru10k', 'A'))).toMatchObject({ 'fail-closed-limiter': 'passed' });
});

test('an open question is a pass of nothing', () => {
  const open = judged('n-fp', 'B');
  expect(open.verdict).toBe('inconclusive');
  expect(new Set(Object.values(outcomes(open)))).toEqual(new Set(['skipped']));
  const silent: RetentionResult = { ...open, mode: 'black-box', verdict: 'no-signal' };
  expect(new Set(Object.values(outcomes(silent)))).toEqual(new Set(['skipped']));
});

test('confirmed needs a control; a suspicion stays tentative', () => {
  const [confirmed] = retentionRuns(ran(one(judged('rs-map', 'A'))));
  expect(confirmed?.detections[0]).toMatchObject({ confidence: 'confirmed', severity: 'high' });
  expect(confirmed?.detections[0]?.control).toHaveProperty('fact');
  const [suspected] = retentionRuns(ran(one(judged('n-map', 'D'))));
  expect(suspected?.detections[0]).toMatchObject({ confidence: 'tentative' });
});

test('answers alone tell of state and cost, and nothing of bytes', () => {
  const result: RetentionResult = {
    ...judged('rs-none', 'A'),
    mode: 'black-box',
    verdict: 'expires-with-time',
  };
  expect(outcomes(result)).toEqual({
    'memory-kept-per-credential': 'skipped',
    'memory-kept-per-connection': 'skipped',
    'memory-kept-per-request': 'skipped',
    'state-kept-for-unknown-credentials': 'passed',
    'cost-grows-with-credentials': 'passed',
    'restart-during-probe': 'skipped',
    'fail-closed-limiter': 'skipped',
  });
});

test('the silence of an operation that may read no credential is worth nothing; what it is found to keep is', () => {
  const clean = judged('rs-none', 'A');
  expect(new Set(Object.values(outcomes(clean, 'unknown')))).toEqual(new Set(['skipped']));
  expect(retentionRuns(ran(one(clean, 'unknown')))[0]?.reason).toMatch(/--retention-endpoint/);
  expect(outcomes(judged('rs-map', 'A'), 'unknown')['memory-kept-per-credential']).toBe('failed');
});

test('of several operations one that grows fails the rule, and all are counted and listed', () => {
  const [clean, leak] = [judged('rs-none', 'A'), judged('rs-map', 'A')];
  const waiting = { url: 'http://127.0.0.1:9/late', takes: 'refuses', reason: 'the requests were used up' };
  const run = { ...ran(one(clean), one(leak)), unmeasured: [waiting] } as const;
  const [first] = retentionRuns(run as RetentionRun);
  expect(first).toMatchObject({
    status: 'failed',
    places: { kind: 'operations', total: 3, required: 3, tested: 2 },
    reason: 'the requests were used up',
  });
  expect(first?.detections).toHaveLength(1);
  const { retention, retentionTargets } = measuredIn(run as Parameters<typeof measuredIn>[0]);
  expect(retention).toBe(leak);
  expect(retentionTargets.map(({ verdict }) => verdict)).toEqual([
    'no-retention',
    'unbounded-growth',
    undefined,
  ]);
  expect(retentionTargets[1]).toMatchObject({ severity: 'high', per: 'credential', requests: leak.requests });
  expect(retentionTargets[1]?.bytes?.low).toBeGreaterThan(1_000);
});

test('an open question speaks before a clean operation', () => {
  const [clean, open] = [judged('rs-none', 'A'), judged('n-fp', 'B')];
  expect(measuredIn(ran(one(clean), one(open))).retention).toBe(open);
  expect(statuses(ran(one(clean), one(open)))['memory-kept-per-credential']).toBe('passed');
});
