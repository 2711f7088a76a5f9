import { expect, test } from 'vitest';
import { foundIn, scanned } from './scanned.ts';

test('with every switch off nothing is found above info, three times alike, and nothing is left', async () => {
  const told: (readonly string[])[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { result, damaged, added } = await scanned([]);
    expect(result.partial).toBeUndefined();
    expect(foundIn(result, 'info')).toEqual([]);
    expect(damaged).toEqual([]);
    expect(added).toEqual([]);
    told.push(foundIn(result));
  }
  expect(told[0]?.length).toBeGreaterThan(3);
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
}, 300_000);
