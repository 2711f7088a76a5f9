import { describe, expect, test } from 'vitest';
import { escapeSet, isWord } from '../../src/openapi/pattern-set.ts';

/** Both sides of every edge that a class may have, and the byte order mark, which is white space. */
const CODES = [...Array.from({ length: 0x3100 }, (_none, code) => code), 0xfeff];
const said = (has: (code: number) => boolean | undefined) => CODES.filter((code) => has(code));

describe('a class holds what it holds in JavaScript', () => {
  test.each([...'dDwWsS'].map((name) => [name]))('\\%s', (name) => {
    const native = new RegExp(`^\\${name}$`, 'u');
    const set = escapeSet(name, '');
    expect(said((code) => set?.has(code))).toEqual(said((code) => native.test(String.fromCodePoint(code))));
  });

  test.each([
    ['p', '{Lu}'],
    ['P', '{Lu}'],
    ['p', '{Script=Greek}'],
    ['P', '{Script=Greek}'],
  ])('\\%s%s', (name, argument) => {
    const native = new RegExp(`^\\${name}${argument}$`, 'u');
    const set = escapeSet(name, argument);
    expect(said((code) => set?.has(code))).toEqual(said((code) => native.test(String.fromCodePoint(code))));
  });

  test.each([...'tnvfr0.-/|'].map((name) => [name]))('\\%s', (name) => {
    const native = new RegExp(`^\\${name}$`);
    expect(said((code) => escapeSet(name, '')?.has(code))).toEqual(
      said((code) => native.test(String.fromCodePoint(code))),
    );
  });

  test.each([...'aegmqz19'].map((name) => [name]))('\\%s is not known', (name) => {
    expect(escapeSet(name, '')).toBeUndefined();
  });

  test.each(['{}', '{Nothing}', '{Lu', '{L u}'].map((argument) => [argument]))(
    '\\p%s is none',
    (argument) => {
      expect(escapeSet('p', argument)).toBeUndefined();
    },
  );

  test('and \\b knows the same words', () => {
    expect(said(isWord)).toEqual(said((code) => /\w/.test(String.fromCodePoint(code))));
    expect(isWord(undefined)).toBe(false);
  });
});
