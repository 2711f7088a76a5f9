import { expect, test } from 'vitest';
import { describedValues, describedWords } from '../../src/openapi/described-values.ts';

test.each([
  ['A to E', ['A', 'B', 'C', 'D', 'E']],
  ['from 1 to 3', ['1', '2', '3']],
  ['K–M', ['K', 'L', 'M']],
  ['small, medium, large', ['small', 'medium', 'large']],
  ['One of: asc or desc', ['asc', 'desc']],
  ['Possible values: `open`, `closed` or `on-hold`.', ['open', 'closed', 'on-hold']],
  ['either "home" or "away"', ['home', 'away']],
  ['E to A', []],
  ['A to 5', []],
  ['Where the parcel goes, in words', []],
  ['the name', []],
  ['owner', []],
  [undefined, []],
])('%s', (description, values) => {
  expect(describedValues(description)).toEqual(values);
});

test('one word alone is a value where that is asked for', () => {
  expect(describedWords('lender')).toEqual(['lender']);
  expect(describedWords('"lender"')).toEqual(['lender']);
  expect(describedWords('lender, borrower')).toEqual(['lender', 'borrower']);
  expect(describedWords('Who is shown beside')).toEqual([]);
});
