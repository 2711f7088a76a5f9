import { expect, test } from 'vitest';
import { replacedFrom } from '../../src/redaction/spans.ts';

test('from a place on, what ends before it or at it is not shown, and what it lies in is shown whole', () => {
  const spans = [{ start: 2, end: 5, shown: '#' }];
  const shown = [0, 2, 4, 5, 6].map((from) => replacedFrom('0123456789', spans, from));
  expect(shown).toEqual(['01#56789', '#56789', '#56789', '56789', '6789']);
});
