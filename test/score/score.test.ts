import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Confidence, Severity } from '../../src/result.ts';
import { CONFIDENCES, SEVERITIES } from '../../src/result.ts';
import { CAPS, CERTAINTY, GRADE_FLOORS, OPTIONAL_WEIGHTS, POINTS, WEIGHTS } from '../../src/score/formula.ts';
import type { Reach } from '../../src/score/reach.ts';
import { checkScore, gradeOf, scoreOf } from '../../src/score/score.ts';

const scored = fc.record({
  check: fc.constantFrom(...Object.keys(WEIGHTS)),
  severity: fc.constantFrom(...SEVERITIES),
  confidence: fc.constantFrom(...CONFIDENCES),
});
const ids = Object.keys(WEIGHTS);
const WHOLE: Reach = {
  extent: 'two users',
  label: 'two users: 4 of 4 operations reached',
  operations: { known: 4, reached: 4 },
};

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
    coverage: ran.includes(id) ? 1 : 0,
  }));
  return scoreOf(checks, findings, WHOLE);
}

test('weights of the twelve add up to 100', () => {
  expect(Object.keys(WEIGHTS)).toHaveLength(12);
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
});

const twelve = ids.map((id) => ({ weight: WEIGHTS[id] ?? 0, score: 100, coverage: 1 }));

test('a check with a consent of its own counts on top, and only where it ran', () => {
  const weight = OPTIONAL_WEIGHTS['resource-retention'] ?? 0;
  expect(weight).toBe(7);
  // Not asked for it weighs nothing: neither score nor coverage knows of it.
  const unasked = { weight: 0, score: null, coverage: null };
  expect(scoreOf([...twelve, unasked], [], WHOLE)).toMatchObject({ value: 100, coverage: 1 });
  const { value } = scoreOf([...twelve, { weight, score: 0, coverage: 1 }], [], WHOLE);
  expect(value).toBe(Math.round((100 * 100) / 107));
});

describe('how far a scan got', () => {
  test('no grade and no cap where the reach withholds it', () => {
    expect(scoreOf(twelve, [], WHOLE).grade).toBe('A');
    const critical = { check: 'ssrf', severity: 'critical', confidence: 'confirmed' } as const;
    expect(scoreOf(twelve, [critical], { ...WHOLE, withheld: 'nothing was reached' })).toMatchObject({
      grade: null,
      value: null,
      withheld: 'nothing was reached',
      caps: [],
    });
  });
  test('a check counts for the share that it looked at', () => {
    const half = twelve.map((check, at) => (at === 0 ? { ...check, coverage: 0.5, score: 0 } : check));
    const weight = WEIGHTS.authentication ?? 0;
    const { value, coverage } = scoreOf(half, [], WHOLE);
    expect(coverage).toBeCloseTo(1 - weight / 200);
    expect(value).toBe(Math.round((100 * (100 - weight)) / (100 - weight / 2)));
  });
  test('what the API has nothing of is missing from no sum', () => {
    const none = twelve.map((check, at) => (at === 0 ? { ...check, score: null, coverage: null } : check));
    expect(scoreOf(none, [], WHOLE)).toMatchObject({ coverage: 1, value: 100 });
  });
  test('rules that ended in errors are no part of an A', () => {
    const rule = { rule: 'x', title: 'x', status: 'errored' } as const;
    const broken = twelve.map((check, at) => (at === 0 ? { ...check, rules: [rule] } : check));
    expect(scoreOf(broken, [], WHOLE)).toMatchObject({ value: 89, grade: 'B' });
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
  test.each([
    ['one confirmed medium', ['medium confirmed'], 89, 'B'],
    ['three confirmed mediums', ['medium confirmed', 'medium confirmed', 'medium confirmed'], 87, 'B'],
    ['one likely high', ['high likely'], 89, 'B'],
    ['one confirmed high', ['high confirmed'], 79, 'C'],
    ['two confirmed highs', ['high confirmed', 'high confirmed'], 76, 'C'],
    ['one likely critical', ['critical likely'], 69, 'D'],
    ['one confirmed critical', ['critical confirmed'], 49, 'F'],
    ['two', ['critical confirmed', 'critical confirmed'], 39, 'F'],
    [
      'two criticals and eight highs',
      ['critical confirmed', 'critical confirmed', ...Array.from({ length: 8 }, () => 'high confirmed')],
      15,
      'F',
    ],
  ])('%s', (_name, seen, most, grade) => {
    const findings = seen.map((one, at) => {
      const [severity, confidence] = one.split(' ') as [Severity, Confidence];
      return { check: ids[at % ids.length] ?? '', severity, confidence };
    });
    const judged = judge(findings);
    expect(judged.value).toBeLessThanOrEqual(most);
    expect(judged.caps[0]?.limit).toBe(most);
    expect(judged.grade).toBe(grade);
  });
  test('one confirmed critical caps at 49', () => {
    expect(judge([{ check: 'ssrf', severity: 'critical', confidence: 'confirmed' }])).toMatchObject({
      value: 49,
      grade: 'F',
    });
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
  test('not even in the last digit of a sum', () => {
    const found = (severity: Severity, confidence: Confidence) => ({
      check: 'authentication',
      severity,
      confidence,
    });
    const low = found('low', 'tentative');
    const critical = found('critical', 'confirmed');
    const findings = [low, critical, found('high', 'tentative'), low, critical, low, critical];
    expect(judge([...findings].reverse())).toEqual(judge(findings));
  });
});

test('worse severities and surer findings cost more', () => {
  const falling = (values: readonly number[]) => expect(values).toEqual([...values].sort((a, b) => b - a));
  falling(SEVERITIES.map((severity) => POINTS[severity]));
  falling(CONFIDENCES.map((confidence) => CERTAINTY[confidence]));
  falling(GRADE_FLOORS.map(([, floor]) => floor));
  expect(CAPS.map(({ limit }) => limit)).toEqual([49, 69, 79, 89, 89]);
});
