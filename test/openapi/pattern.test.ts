import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern } from '../../src/openapi/pattern.ts';

describe('patterns', () => {
  const usual = [
    '^[a-z]+$',
    '^[A-Z]{3}-\\d{4}$',
    '^(GET|POST|PUT)$',
    '\\w+@\\w+\\.com',
    '^\\+?[1-9]\\d{1,14}$',
    '^[0-9a-fA-F]{24}$',
    '^(?:\\d{3}|[a-c]{2})(?:-x)?$',
    '^[^\\s/]+$',
    '^.{3,5}$',
    '^(?=.*[A-Z])(?=.*\\d)(?=.*[^\\w]).{8,}$',
    '^(?!admin$)[a-z]{5}$',
    '^\\p{Lu}\\p{Ll}*$',
    '^$|^a{2}$',
    '^[\\w.\\-]+$',
    '^\\/api\\/v\\d$',
    'a|b|',
    '^\\bfoo\\b bar$',
    '^[\\u0041-\\x5A]+$',
    '^(([01]\\d|2[0-3]):)?[0-5]\\d$',
  ];

  test.each(usual)('%s is sampled and matched', (source) => {
    const pattern = readPattern(source);
    for (const variant of [0, 1, 2]) {
      const text = pattern?.sample(0, 50, variant);
      expect(text).toMatch(new RegExp(source, 'u'));
    }
  });

  test('matching agrees with the engine', () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[a-cA-C01@.\-\s:/]{0,10}$/));
    fc.assert(
      fc.property(fc.constantFrom(...usual), text, (source, candidate) => {
        expect(readPattern(source)?.matches(candidate)).toBe(new RegExp(source, 'u').test(candidate));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['.', '[^a]', '\\s', '\\S', '[\\s\\S]'])(
    'line ends are read as the engine reads them: %s',
    (source) => {
      for (const text of [
        'a',
        ' ',
        '\n',
        '\r',
        '\u2028',
        '\u2029',
        '\u0085',
        '\u000b',
        '\u00a0',
        '\ufeff',
        '',
      ])
        expect(readPattern(`^${source}$`)?.matches(text), JSON.stringify(text)).toBe(
          new RegExp(`^${source}$`, 'u').test(text),
        );
    },
  );

  test('lengths are kept where the pattern allows', () => {
    expect(readPattern('^[a-z]+$')?.sample(30, 40, 0)?.length).toBeGreaterThanOrEqual(30);
    expect(readPattern('^[a-z]*$')?.sample(0, 0, 0)).toBe('');
    expect(readPattern('^x{10}$')?.sample(0, 5, 0)).toBeUndefined();
  });

  test('variants differ', () => {
    const pattern = readPattern('^[a-c]{2}$');
    const texts = Array.from({ length: 9 }, (_none, variant) => pattern?.sample(0, 9, variant));
    expect(new Set(texts.filter((text) => text?.length === 2)).size).toBe(9);
  });

  test.each([
    '(a)\\1',
    '(?<=a)b',
    '(',
    'a**',
    'a*+',
    'a+?*',
    'a???',
    '[z-a]',
    '(?i)a',
    `${'('.repeat(60)}${')'.repeat(60)}`,
    'a'.repeat(3000),
  ])('is honest about %j', (source) => expect(readPattern(source)).toBeUndefined());

  test.each(['^(a+)+$', '^(a|a)*$', '^(.*a){20}$', '(x+x+)+y', '^(?=(a+)+$)(a+)+b$'])(
    '%s cannot be made to run long',
    (source) => {
      const started = process.cpuUsage();
      readPattern(source)?.matches(`${'a'.repeat(20_000)}!`);
      expect(process.cpuUsage(started).user / 1e6).toBeLessThan(2);
    },
  );

  test('a pattern too large to write out is not judged', () => {
    expect(readPattern('^(a{1000}){1000}$')?.matches('a')).toBeUndefined();
  });

  test('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[()[\]{}?*+|^$\\a-c,0-9-]{0,15}$/)), (source) => {
        const pattern = readPattern(source);
        const text = pattern?.sample(0, 20, 0);
        if (text !== undefined && pattern?.matches(text) === true)
          expect(text.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 500 },
    );
  });
});
