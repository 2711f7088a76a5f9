import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONFIDENCES, SEVERITIES } from '../../src/result.ts';
import { CAPS, CERTAINTY, GRADE_FLOORS, OPTIONAL_WEIGHTS, POINTS, WEIGHTS } from '../../src/score/formula.ts';
import { checkScore, gradeOf, scoreOf } from '../../src/score/score.ts';

const scored = fc.record({
  check: fc.constantFrom(...Object.keys(WEIGHTS)),
  severity: fc.constantFrom(...SEVERITIES),
  confidence: fc.constantFrom(...CONFIDENCES),
});
const ids = Object.keys(WEIGHTS);

function judge(
  findings: readonly {
    check: string;
    severity: (typeof SEVERITIES)[number];
    confidence: (typeof CONFIDENCES)[number];
  }[],
  ran = ids,
) {
  const checks = ids.map((id) => ({
    weight: WEIGHTS[id] ?? 0,
    score: ran.includes(id) ? checkScore(findings.filter(({ check }) => check === id)) : null,
  }));
  return scoreOf(checks, findings);
}

test('weights of the twelve add up to 100', () => {
  expect(Object.keys(WEIGHTS)).toHaveLength(12);
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
});

test('a check with a consent of its own counts on top, and only where it ran', () => {
  const twelve = ids.map((id) => ({ weight: WEIGHTS[id] ?? 0, score: 100 }));
  const weight = OPTIONAL_WEIGHTS['resource-retention'] ?? 0;
  expect(weight).toBe(7);
  // Not asked for it weighs nothing: neither score nor coverage knows of it.
  expect(scoreOf([...twelve, { weight: 0, score: null }], [])).toMatchObject({ value: 100, coverage: 1 });
  const value = scoreOf([...twelve, { weight, score: 0 }], []).value;
  expect(value).toBe(Math.round((100 * 100) / 107));
});

describe('how far a scan got', () => {
  const twelve = ids.map((id) => ({ weight: WEIGHTS[id] ?? 0, score: 100 }));
  test('no grade where no operation was reached, or the scan broke off', () => {
    expect(scoreOf(twelve, [], { reached: true, whole: true }).grade).toBe('A');
    expect(scoreOf(twelve, [], { reached: false, whole: true }).grade).toBeNull();
    expect(scoreOf(twelve, [], { reached: true, whole: false }).grade).toBeNull();
  });
  test('a check in which rules broke off covers the share that came to an end', () => {
    const rules = (['passed', 'errored', 'errored', 'errored', 'skipped'] as const).map((status) => ({
      rule: status,
      title: status,
      status,
    }));
    const broken = twelve.map((check) => ({ ...check, rules }));
    expect(scoreOf(broken, [])).toMatchObject({ coverage: 0.25, grade: null });
  });
});

describe('by hand', () => {
  test('nothing found is 100 and an A', () => {
    expect(judge([])).toMatchObject({ value: 100, grade: 'A', coverage: 1, caps: [] });
  });
  test('one likely medium in authentication costs 15 × 0.7 × 16 %', () => {
    const finding = { check: 'authentication', severity: 'medium', confidence: 'likely' } as const;
    expect(checkScore([finding])).toBe(89.5);
    expect(judge([finding]).value).toBe(Math.round(100 - 10.5 * 0.16));
  });
  test('one confirmed critical caps at 49, a likely one does not', () => {
    expect(judge([{ check: 'ssrf', severity: 'critical', confidence: 'confirmed' }])).toMatchObject({
      value: 49,
      grade: 'F',
    });
    expect(judge([{ check: 'ssrf', severity: 'critical', confidence: 'likely' }]).value).toBeGreaterThan(90);
  });
  test('an accepted finding costs nothing and caps nothing', () => {
    const accepted = {
      check: 'ssrf',
      severity: 'critical',
      confidence: 'confirmed',
      suppressed: { reason: 'ok' },
    } as const;
    expect(judge([accepted])).toMatchObject({ value: 100, caps: [] });
  });
  test('too little looked at gives no grade', () => {
    expect(judge([], ['ssrf', 'bola'])).toMatchObject({ value: null, grade: null, coverage: 0.19 });
  });
  test.each([
    [100, 'A'],
    [90, 'A'],
    [89, 'B'],
    [80, 'B'],
    [79, 'C'],
    [70, 'C'],
    [69, 'D'],
    [60, 'D'],
    [59, 'F'],
    [0, 'F'],
  ])('%i is %s', (value, grade) => {
    expect(gradeOf(value)).toBe(grade);
  });
});

describe('whatever is found', () => {
  test('the score is a whole number from 0 to 100 that keeps its caps', () => {
    fc.assert(
      fc.property(fc.array(scored), (findings) => {
        const { value, grade, caps } = judge(findings);
        expect(Number.isInteger(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(Math.min(100, ...caps.map(({ limit }) => limit)));
        expect(grade).toBe(gradeOf(value ?? -1));
      }),
    );
  });
  test('one finding more never raises it', () => {
    fc.assert(
      fc.property(fc.array(scored), scored, (findings, more) => {
        expect(judge([...findings, more]).value ?? 0).toBeLessThanOrEqual(judge(findings).value ?? 0);
      }),
    );
  });
  test('order does not matter', () => {
    fc.assert(
      fc.property(fc.array(scored), (findings) => {
        expect(judge([...findings].reverse())).toEqual(judge(findings));
      }),
    );
  });
});

test('worse severities and surer findings cost more', () => {
  const falling = (values: readonly number[]) => expect(values).toEqual([...values].sort((a, b) => b - a));
  falling(SEVERITIES.map((severity) => POINTS[severity]));
  falling(CONFIDENCES.map((confidence) => CERTAINTY[confidence]));
  falling(GRADE_FLOORS.map(([, floor]) => floor));
  expect(CAPS.map(({ limit }) => limit)).toEqual([49, 79]);
});
