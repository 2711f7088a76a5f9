import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLine, median, quantile, studentQuantile, theilSenSlope } from '../../src/retention/statistics.ts';

const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 500 }), y: amount }), {
  minLength: 3,
  maxLength: 60,
});

describe('statistics', () => {
  test.each([
    [0.995, 7, 3.4995],
    [0.995, 3, 5.8409],
    [0.99, 3, 4.5407],
    [0.995, 1, 63.657],
    [0.995, 2, 9.9248],
    [0.975, 30, 2.0423],
  ])('t(%f, %i) is %f, as in the tables', (probability, degrees, expected) => {
    expect(studentQuantile(probability, degrees)).toBeCloseTo(expected, 3);
  });

  test('quantiles interpolate and do not touch their input', () => {
    const values = [4, 1, 3, 2];
    expect(median(values)).toBe(2.5);
    expect(quantile(values, 0.34)).toBeCloseTo(2.02);
    expect(values).toEqual([4, 1, 3, 2]);
  });

  test('a quarter of outliers leaves the Theil-Sen slope alone', () => {
    const line = Array.from({ length: 40 }, (_, x) => ({ x, y: x % 4 === 0 ? 9_999 : 3 * x }));
    expect(theilSenSlope(line)).toBeCloseTo(3, 0);
    expect(theilSenSlope([{ x: 1, y: 1 }])).toBeUndefined();
  });

  test('Theil-Sen does not move with a shift and scales with a factor', () => {
    fc.assert(
      fc.property(points, amount, fc.double({ min: 0.1, max: 100, noNaN: true }), (given, shift, factor) => {
        const slope = theilSenSlope(given);
        const moved = theilSenSlope(given.map(({ x, y }) => ({ x, y: y * factor + shift })));
        if (slope === undefined || moved === undefined) return slope === moved;
        return Math.abs(moved - slope * factor) <= 1e-6 * (1 + Math.abs(slope * factor) + Math.abs(shift));
      }),
      { seed: 1 },
    );
  });

  test('least squares finds an exact line and explains all of it', () => {
    const line = fitLine([0, 1, 5, 9].map((x) => ({ x, y: 2 * x + 7 })));
    expect(line?.slope).toBeCloseTo(2);
    expect(line?.intercept).toBeCloseTo(7);
    expect(line?.rSquared).toBeCloseTo(1);
  });
});
