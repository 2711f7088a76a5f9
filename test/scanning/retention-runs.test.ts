import { expect, test } from 'vitest';
import type { Proof } from '../../src/checks/rule.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import { NOT_ASKED, retentionRuns } from '../../src/scanning/retention-runs.ts';
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

const outcomes = (result: RetentionResult) =>
  Object.fromEntries(
    retentionRuns({ status: 'ran', result, proof }).map(({ rule, status }) => [rule.id, status]),
  );

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
  const [confirmed] = retentionRuns({ status: 'ran', result: judged('rs-map', 'A'), proof });
  expect(confirmed?.detections[0]).toMatchObject({ confidence: 'confirmed', severity: 'high' });
  expect(confirmed?.detections[0]?.control).toHaveProperty('fact');
  const [suspected] = retentionRuns({ status: 'ran', result: judged('n-map', 'D'), proof });
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
