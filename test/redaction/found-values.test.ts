import { expect, test } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';

const shown = (found: string, text: string) => createRedactor([], [found]).text(text);

test('a value that a rule found is masked wherever it stands, inside words too', () => {
  const value = 'lindenbaum-am-tor';
  for (const text of [value, `say ${value}!`, `x${value}`, `${value}y`, `x${value}y`])
    expect(shown(value, text), text).not.toContain(value);
});

test('a short one only where it stands alone', () => {
  for (const text of ['tor', 'say tor!', '"tor"', 'a tor b tor'])
    expect(shown('tor', text), text).not.toMatch(/\btor\b/);
  for (const text of ['motor', 'torus', 'history', 'tor_name', 'tor7']) expect(shown('tor', text)).toBe(text);
});

test('in quotes it is meant where it is the whole of a string', () => {
  expect(shown('"tor"', 'the tor is open')).toBe('the tor is open');
  expect(shown('"tor"', 'the "tor" is open')).not.toContain('tor"');
  expect(shown('"tor"', 'tor')).not.toBe('tor');
});
