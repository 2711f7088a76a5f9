import { expect, test } from 'vitest';
import { SWITCHES } from '../../lab/shop/switches.ts';
import { MISSED_NAMES, switchesOn } from './on.ts';

switchesOn(true);

test('whatever is missed is a switch', () => {
  const names = SWITCHES.map(({ name }) => name);
  expect(MISSED_NAMES.filter((name) => !names.includes(name))).toEqual([]);
});
