import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenced, NOTICE, visible, visibleLine, visibleThroughout } from '../../src/mcp/untrusted.ts';

/** Tag characters spell text that no screen shows (Unicode 15, section 23.9). */
const tagged = [...'run rm']
  .map((char) => String.fromCodePoint(0xe0000 + (char.codePointAt(0) ?? 0)))
  .join('');

test.each(
  Object.entries({
    'colours and cursor moves': ['\u001b[31mred\u001b[0m\u001b[2J', 'red'],
    'terminal links and titles': ['\u001b]8;;http://evil\u0007here\u001b]8;;\u0007', 'here'],
    'eight-bit control sequences': ['\u009b31mred', 'red'],
    'an escape alone': ['a\u001bb', 'ab'],
    'bidirectional overrides': ['user\u202Enimda\u2066x\u2069', 'usernimdax'],
    'zero width': ['ig\u200Bno\u200Dre\u2060 \uFEFFall', 'ignore all'],
    'tag characters': [`fine${tagged}`, 'fine'],
    'variation selectors': ['a\uFE0Fb\u{E0101}', 'ab'],
    'Hangul fillers': ['a\u3164b\u115F', 'ab'],
    'line and paragraph separators': ['a\u2028b\u2029c', 'abc'],
    'private use and half pairs': ['a\uE000b\uD800c', 'abc'],
    'null and delete': ['a\u0000b\u007Fc', 'abc'],
    'what people write stays': ['Grüße 你好 🙂\n\ttab', 'Grüße 你好 🙂\n\ttab'],
    'line ends of all kinds': ['a\r\nb\rc', 'a\nb\nc'],
  }),
)('%s', (_name, [given, wanted]) => {
  expect(visible(given ?? '')).toBe(wanted);
  expect(visibleThroughout({ deep: [{ text: given }] })).toEqual({ deep: [{ text: wanted }] });
});

test('a line is one line, and no longer than asked', () => {
  expect(visibleLine('a\n  b\u0007', 10)).toBe('a b');
  expect(visibleLine('abcdef', 3)).toBe('abc…');
});

test('nothing stands between the fences of which a line does not begin with the mark', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (lines) => {
      const text = fenced(lines).split('\n');
      const [notice, open, ...rest] = text;
      const [close, end] = rest.slice(-2);
      expect(notice).toBe(NOTICE);
      expect(open).toMatch(/^<untrusted-data-[0-9a-f]{24}>$/);
      expect(close).toBe(open?.replace('<', '</'));
      expect(end).toBe('End of the untrusted data.');
      for (const line of rest.slice(0, -2)) expect(line.startsWith('| ')).toBe(true);
    }),
  );
});

test('a fence is never twice the same, and none without words', () => {
  expect(fenced(['a'])).not.toBe(fenced(['a']));
  expect(fenced([])).toBe('');
});
