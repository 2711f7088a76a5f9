import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtOnLoad, collect, SOURCES } from './collect.ts';
import { allowedMs, isSlow, worstOf } from './measure.ts';

const { literals, built } = collect();
const loaded = await builtOnLoad();

/** Built in functions, from what only a scan knows: each as such a call would build it. */
const BUILT_WHEN_CALLED: readonly (readonly [file: string, pattern: RegExp])[] = [
  [
    'checks/encryption/mixed-content.ts',
    /http:(?:\\?\/){2}api\.example\.com(?::80)?(?=[\\/?#"'\s<]|$)[^"'\s<>]{0,120}/i,
  ],
  ['checks/input-validation/host-header-reflected.ts', /(?:https?:)?\\?\/\\?\/elsewhere\.example/i],
  [
    'checks/input-validation/jsonp-callback.ts',
    /^(?:\/\*\*\/)?\s*(?:typeof callback[^;]{0,40}&&\s*)?callback\s*\(/,
  ],
  ['checks/selection.ts', /^\/users\/.*\/orders\/[^/]+\/?$/],
  ['discovery/answer-shape.ts', /\/v1(?![\w/-])/g],
  ['http/announced-limit.ts', /(?:^|[;,\s])remaining\s*=\s*"?(\d{1,12})/i],
  ['http/announced-limit.ts', /^(?:x-)?rate-?limit-remaining(?:-(second|minute|hour|day|requests))?$/i],
  ['identities/login-page.ts', /\stype\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/i],
  ['init/port.ts', /^[ \t]*server\.port[ \t]*[=:][ \t]*(\S{1,100})/m],
  ['material/prompts-leaks.ts', /You\s+answer\s+questions\s+about\s+tea/gi],
  ['openapi/pattern-set.ts', /^\p{L}$/u],
  ['redaction/own-secrets.ts', /correct horse/gi],
  ['retention/memory/cgroup.ts', /^anon (\d+)$/m],
  ['retention/memory/procfs.ts', /^Anonymous:\s+(\d+) kB/m],
];

/**
 * Patterns of these files are shown nothing longer, by the constant of that name in the file itself.
 * They are measured at that length.
 */
const SHORT_TEXTS: Readonly<Record<string, readonly [constant: string, characters: number]>> = {
  'checks/authentication/reset-secret.ts': ['MOST_CHARACTERS', 20_000],
  'inputs/other-formats.ts': ['HEAD_CHARS', 65_536],
  'exploration/missing-parameters.ts': ['READ_CHARACTERS', 4_000],
};

/** One of each kind that the measurement is there for; each was a real one somewhere. */
const TOO_SLOW: readonly RegExp[] = [
  // Repeats within repeats: twice the time for each character more.
  /(a+)+$/,
  /^(?:[^"]+)+$/,
  /^(?:\w+[._-])*token$/,
  /(?:\w+\s?)+:/,
  // Alternatives that begin alike, or share some members of their classes only.
  /^(?:a|ab|b)*c/,
  /^(?:\d|\w)+;/,
  /^(?:[a-m]|[k-z])+!/,
  // At each place anew to the end of a run.
  /\s+$/,
  /\/+$/g,
  /[^/]*(?=[?#]|$)/,
  /^\s*#/m,
  /[\w-]+@/,
  // At each place anew to the end of the line or the text, where dots stop at the line's end.
  /#.*$/,
  /<script[^>]*src=/,
  /begin[\s\S]*end/,
  /begin.*?end/,
  /<!--[\s\S]*?-->/g,
  /^<[^>]*\bdefinitions\b[^>]*wsdl/,
  /(["'])[\s\S]*?\1;/,
  // Two parts that share what stands between them.
  /^(\w+)\s+(.+)$/,
  /^\w+\s*:?\s*(?=\S)/,
  /\{\{\s*([^{}]*?)\s*\}\}/g,
  /^"\w*[^\n]*=/,
  // Behind a place, as before it.
  /(?<=\s\S*)=/,
  /(?<!\w+\d*)x/,
  /(?<![^,]*)b/,
  // Within bounds, and still hundreds of steps for each character.
  /\w{1,900}@/,
  /at [\w ]{1,900}\(/,
  /(?:\d{1,30}\.){1,300}x/,
  /ami-id[\s\S]{0,900}instance/,
];

/** Kinds that look like those and are none: what is mended must not be found again. */
const QUICK: readonly RegExp[] = [
  /(?<!\s)\s+$/,
  /(?<![^/?#])[^/?#]*(?=[?#]|$)/,
  /#.*$/s,
  /<script[^<>]*src=/,
  /^(?:(?!begin).)*begin.*end/s,
  /\{\{([^{}]*)\}\}/g,
  /^[^\S\n\r\u2028\u2029]*#/m,
  /^(\w+)\s+(\S.*)$/,
  /[a-z]/g,
];

/** Seconds of processor time are minutes on a machine that others use. */
const PATIENT = { timeout: 240_000 };

describe('every regular expression of the product ends on 2 MB of its own pieces', () => {
  const whenCalled = BUILT_WHEN_CALLED.map(([at, pattern]) => ({ at, pattern }));
  const patterns = new Map([...literals, ...loaded, ...whenCalled].map((one) => [String(one.pattern), one]));
  const fileOf = (at: string) => at.replace(/:.*/, '');

  test('they were all found', () => {
    expect(literals.length).toBeGreaterThan(1_000);
    expect(patterns.size).toBeGreaterThan(1_000);
    const known = new Set([...loaded, ...whenCalled].map(({ at }) => fileOf(at)));
    expect(built.filter((at) => !known.has(fileOf(at)))).toEqual([]);
    expect(whenCalled.filter(({ at }) => !built.some((one) => fileOf(one) === at))).toEqual([]);
  });

  test.each(Object.entries(SHORT_TEXTS))(
    '%s reads no longer text than it says',
    (file, [name, characters]) => {
      const source = readFileSync(join(SOURCES, file), 'utf8').replace(/(?<=\d)_(?=\d)/g, '');
      expect(source).toContain(`const ${name} = ${characters};`);
    },
  );

  test.each(TOO_SLOW.map((pattern) => [pattern]))('the measurement notices %s', PATIENT, (pattern) => {
    const worst = worstOf(pattern);
    expect(worst && isSlow(worst, pattern)).toBe(true);
  });

  test.each(QUICK.map((pattern) => [pattern]))('the measurement lets %s be', PATIENT, (pattern) => {
    const worst = worstOf(pattern);
    expect(worst && worst.cpuMs > allowedMs() && isSlow(worst, pattern)).toBe(false);
  });

  const folders = [...new Set([...patterns.values()].map(({ at }) => at.split(/[/:]/)[0] ?? ''))].sort();
  test.each(folders)('%s', PATIENT, (folder) => {
    const slow: string[] = [];
    for (const { at, pattern } of patterns.values()) {
      if (at.split(/[/:]/)[0] !== folder) continue;
      const length = SHORT_TEXTS[fileOf(at)]?.[1];
      const worst = worstOf(pattern, length);
      if (worst && worst.cpuMs > allowedMs() && isSlow(worst, pattern, length)) {
        slow.push(`${at} ${Math.round(worst.cpuMs)} ms ${pattern} on ${JSON.stringify(worst.attack)}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
