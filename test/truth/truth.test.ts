import { expect, test } from 'vitest';
import { readFamilies, truths } from '../../scripts/accuracy-truth.ts';

test('truth files are well formed, and name checks and rules that there are', () => {
  const families = readFamilies();
  const targets = [...families.values()].flatMap((family) => Object.keys(family.targets));
  // A name that stands twice would silently lose one of its truths.
  expect(truths(families).size).toBe(targets.length);
});
