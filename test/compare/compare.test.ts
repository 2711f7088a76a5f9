import { describe, expect, test } from 'vitest';
import { newSince, parseBaseline, toBaseline } from '../../src/compare/baseline.ts';
import { compareResults } from '../../src/compare/diff.ts';
import { judge, parseThreshold } from '../../src/compare/gate.ts';
import { suppress } from '../../src/compare/suppressions.ts';
import type { Finding, OperationStatus, PlaceCounts } from '../../src/result.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';

const place = (fingerprint: string, operation: string): Finding['locations'][number] => ({
  fingerprint,
  operation,
  method: 'GET',
  url: 'http://127.0.0.1:9/',
  evidenceSummary: 'x',
});
const two = exampleFinding('x', { locations: [place('p1', 'GET /a'), place('p2', 'GET /b')] });

describe('baseline', () => {
  test('knows its own findings', () => {
    const result = exampleResult('x');
    expect(newSince(result.findings, parseBaseline(JSON.stringify(toBaseline(result)), 'b.json'))).toEqual(
      [],
    );
  });
  test('a new place of a known finding is new, cut to that place', () => {
    const before = exampleResult('x', { findings: [{ ...two, locations: [place('p1', 'GET /a')] }] });
    const fresh = newSince([two], toBaseline(before));
    expect(fresh.map(({ locations }) => locations.map(({ fingerprint }) => fingerprint))).toEqual([['p2']]);
  });
  test.each(['', '[]', '{"version":"2"}', 'null'])('%j is refused by name', (text) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow('b.json is not a baseline');
  });
});

describe('a finding that another of the same cause covers', () => {
  const alone = exampleFinding('x', {
    rule: 'permissive-preflight',
    fingerprint: 'f-preflight',
    locations: [place('p-pre', 'GET /a')],
  });
  const cover = exampleFinding('x', {
    rule: 'reflected-origin',
    fingerprint: 'f-origin',
    locations: [place('p-origin', 'GET /a')],
    related: [
      { rule: alone.rule, title: alone.title, fingerprint: alone.fingerprint, locations: alone.locations },
    ],
  });
  const standing = exampleResult('x', { findings: [alone] });
  const covered = exampleResult('x', { findings: [cover] });
  test('is not resolved by being covered', () => {
    expect(compareResults(standing, covered).resolved).toEqual([]);
  });
  test('is not new where it stands alone once the other is gone', () => {
    expect(newSince(standing.findings, toBaseline(covered))).toEqual([]);
    expect(compareResults(covered, standing).remaining).toEqual([alone]);
  });
  test('keeps its suppression in use', () => {
    const accepted = [{ finding: 'permissive-preflight', reason: 'a public API' }];
    expect(suppress([cover], accepted, '2026-01-01').unused).toEqual([]);
    expect(suppress([exampleFinding('x')], accepted, '2026-01-01').unused).toEqual(accepted);
  });
});

describe('gate', () => {
  const result = exampleResult('x');
  test('passes without one', () => expect(judge(result, {}).exitCode).toBe(0));
  test('score below the threshold fails', () => {
    expect(judge(result, { threshold: 80 })).toEqual({
      exitCode: 1,
      reasons: ['The score 79 is below the threshold 80.'],
    });
    expect(judge(result, { threshold: 79 }).exitCode).toBe(0);
  });
  test('severity at or above fails', () => {
    expect(judge(result, { failOn: 'medium' }).exitCode).toBe(1);
    expect(judge(result, { failOn: 'high' }).reasons).toEqual(['1 finding of high severity or worse.']);
    expect(judge(result, { failOn: 'critical' }).exitCode).toBe(0);
  });
  test('a known finding passes', () => {
    expect(judge(result, { failOn: 'low', baseline: toBaseline(result) }).exitCode).toBe(0);
  });
  test('an accepted finding passes', () => {
    const accepted = { ...result, findings: [exampleFinding('x', { suppressed: { reason: 'ok' } })] };
    expect(judge(accepted, { failOn: 'info' }).exitCode).toBe(0);
  });
  test('too little to judge is 4, and a failed gate still 1', () => {
    const thin = exampleResult('x', {
      score: { ...result.score, value: null, grade: null, withheld: 'nothing was reached', caps: [] },
    });
    expect(judge(thin, { threshold: 50 })).toEqual({
      exitCode: 4,
      reasons: ['There is no grade: nothing was reached.'],
    });
    expect(judge(thin, { allowPartialCoverage: true }).exitCode).toBe(0);
    expect(judge(thin, { failOn: 'high' }).exitCode).toBe(1);
  });
  test('a grade of a part passes no gate unless told to, and no gate is no matter', () => {
    const part = exampleResult('x', { score: { ...result.score, partial: '2 of 20 were reached' } });
    expect(judge(part, { threshold: 50 }).exitCode).toBe(4);
    expect(judge(part, { failOn: 'critical' }).reasons[0]).toContain('2 of 20 were reached');
    expect(judge(part, { threshold: 50, allowPartialCoverage: true }).exitCode).toBe(0);
    expect(judge(part, {}).exitCode).toBe(0);
  });
  test('a scan that ended early passes no gate, whatever is allowed', () => {
    const early = exampleResult('x', {
      partial: 'the time budget was used up',
      score: { ...result.score, value: null, grade: null, withheld: 'the scan ended early', caps: [] },
    });
    expect(judge(early, { allowPartialCoverage: true }).exitCode).toBe(4);
  });
  test.each([
    ['B', 80],
    ['a', 90],
    ['0', 0],
    ['72.5', 72.5],
    ['101', undefined],
    ['-1', undefined],
    ['E', undefined],
    ['', undefined],
  ])('threshold %j is %s', (typed, value) => expect(parseThreshold(typed)).toBe(value));
});

describe('suppressions', () => {
  const today = '2026-06-15';
  const reason = 'known and accepted';
  test('by fingerprint, by rule', () => {
    for (const finding of [two.fingerprint, two.rule]) {
      expect(suppress([two], [{ finding, reason }], today).findings[0]?.suppressed).toEqual({ reason });
    }
  });
  test('one place leaves the others open', () => {
    const { findings } = suppress([two], [{ finding: two.rule, operation: 'GET /a', reason }], today);
    expect(findings[0]?.suppressed).toBeUndefined();
    expect(findings[0]?.locations.map(({ operation }) => operation)).toEqual(['GET /b']);
  });
  test('all places close the finding', () => {
    const { findings } = suppress(
      [two],
      [
        { finding: 'p1', reason },
        { finding: 'p2', reason },
      ],
      today,
    );
    expect(findings[0]?.suppressed?.reason).toBe(reason);
  });
  test('holds on its last day and not after', () => {
    const one = { finding: two.rule, reason, until: today };
    expect(suppress([two], [one], today).findings[0]?.suppressed).toEqual({ reason, until: today });
    const late = suppress([two], [one], '2026-06-16');
    expect(late.findings[0]?.suppressed).toBeUndefined();
    expect(late.expired).toEqual([one]);
  });
  test('one that matches nothing is told', () => {
    expect(suppress([two], [{ finding: 'no-such-rule', reason }], today).unused).toHaveLength(1);
  });
});

describe('compare', () => {
  const empty = (ran: boolean) => {
    const result = exampleResult('x', { findings: [] });
    const [first] = result.checks;
    if (first) first.rules = [{ rule: 'example-rule', title: 'Example', status: ran ? 'passed' : 'skipped' }];
    return result;
  };
  test('appeared and resolved', () => {
    expect(compareResults(empty(true), exampleResult('x')).appeared).toHaveLength(1);
    expect(compareResults(exampleResult('x'), empty(true)).resolved).toHaveLength(1);
  });
  test('silence of a rule that did not run resolves nothing', () => {
    const diff = compareResults(exampleResult('x'), empty(false));
    expect(diff.resolved).toEqual([]);
    expect(diff.notTested).toHaveLength(1);
    expect(diff.notLookedAt).toEqual(['example-rule']);
  });
  const operation = 'GET /users/{id}';
  const found = exampleResult('x');
  const [seen] = found.findings;
  const before = {
    ...found,
    findings: seen ? [{ ...seen, locations: seen.locations.map((place) => ({ ...place, operation })) }] : [],
  };
  const later = (status: OperationStatus, check: string, places?: PlaceCounts) => {
    const result = empty(true);
    const rule = result.checks[0]?.rules[0];
    if (rule && places) rule.locations = places;
    const [one] = result.operations;
    const earlier = { ...before, findings: before.findings.map((finding) => ({ ...finding, check })) };
    return compareResults(earlier, { ...result, operations: one ? [{ ...one, id: operation, status }] : [] });
  };
  test.each<[OperationStatus, string, boolean]>([
    ['tested', 'data-exposure', true],
    ['not-found', 'data-exposure', true],
    ['unauthorized', 'data-exposure', false],
    ['unauthorized', 'bola', true],
    ['no-answer', 'bola', false],
    ['rate-limited', 'data-exposure', false],
    ['server-error', 'data-exposure', false],
    ['skipped', 'data-exposure', false],
  ])('an operation that is %s now, found by %s: resolved %s', (status, check, isResolved) => {
    const diff = later(status, check);
    expect(diff.resolved).toHaveLength(isResolved ? 1 : 0);
    expect(diff.notTested).toHaveLength(isResolved ? 0 : 1);
  });
  test('a rule that looked at some of its places resolves nothing', () => {
    const counts = { kind: 'parameters', total: 110, required: 110, tested: 20 };
    expect(later('tested', 'data-exposure', counts).notTested).toHaveLength(1);
    expect(later('tested', 'data-exposure', { ...counts, tested: 110 }).resolved).toHaveLength(1);
  });
});
