import { expect, test } from 'vitest';
import { byNovelty } from '../../src/running/order.ts';

test('deals from groups in turn, and keeps the order within each', () => {
  expect(byNovelty(['a1', 'a2', 'a3', 'b1', 'c1', 'c2'], ([group = '']) => group)).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'c2',
    'a3',
  ]);
});

test('deals a place that is undefined like any other', () => {
  expect(byNovelty([undefined], () => '')).toEqual([undefined]);
});
