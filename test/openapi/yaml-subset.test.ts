import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify, type ToStringOptions } from 'yaml';
import { UnsupportedYaml } from '../../src/openapi/yaml-reader.ts';
import { readYamlSubset } from '../../src/openapi/yaml-subset.ts';
import { fixture } from './shelter.ts';

const library = (text: string) =>
  parse(text, { merge: true, uniqueKeys: false, logLevel: 'error' }) as unknown;

/** What the library reads, or our own value where it refuses. */
function accepted(text: string, otherwise: unknown): unknown {
  try {
    return library(text);
  } catch {
    return otherwise;
  }
}

function subset(text: string): { value: unknown } | 'unsupported' {
  try {
    return { value: readYamlSubset(text) };
  } catch (error) {
    if (error instanceof UnsupportedYaml) return 'unsupported';
    throw error;
  }
}

describe('the YAML of API documents', () => {
  test.each([
    'a: 1\nb:\n  - x\n  - y: 2\n    z: [1, {q: w}]\n',
    '# comment\n---\na:\n- 1\n-   b: c\n    d: e\n- - f\n  - g\nh: i # end\n...\n',
    'a: |\n  one\n   two\n\n  three\n\nb: >\n  folded\n  text\n\n  more\n    deeper\n  end\nc: |-\n  strip\n\nd: 4\n',
    'a: >-\n\n  first\n  second\n\n\n  third\n',
    'a: |+\n  keep\n\n\nb: 1\n',
    'a: |2\n    two\n  three\nb: |\n\n  x\n',
    'a: "x \\" \\u00e9\\n"\nb: \'it\'\'s\'\nc: "two\n  lines\n\n  three"\n',
    'a: plain text\n  over lines\n\n  and more\nb: http://x.test/y#z\nc: a:b\n',
    'x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: [*x, *x]\nl: &l\n  - 1\nm: *l\nn:\n  <<: [*x, {c: 9}]\n',
    '"q": 1\n\'r\' : 2\n200: ok\n1.0: v\nnull: n\ntrue: t\n? : x\n',
    'i: [0x1F, 0o17, -3, +4, 1e3, .5, 1., ~, null, True, yes, 2020-01-01, 1_000, 0b1, .inf, -.inf]\n',
    'e:\nf: ~\ng: ""\nh: {}\ni: []\nj: [\n  a,\n  b, # c\n]\n',
    '- a\n-\n- b: 1\n-\n  c: 2\n',
    'a: {b: "c", "d":1, e: {f}, g: http://x, h: }\n',
    'key with spaces: v\n/pets/{id}: {get: {}}\n-dash: 1\n?q: 2\n:c: 3\n',
    'a: b\r\nc:\r\n  - d\r\n',
    'a:\n  b:\n    c: 1\n   # odd comment\n  d: 2\n',
    'text\n',
    '"quoted"\n',
    '[1, 2]\n',
    '  indented: 1\n  root: 2\n',
    'a: !!str 5\n',
    'a: "x \\\n  y"\n',
  ])('%j', (text) => {
    const ours = subset(text);
    if (ours !== 'unsupported') expect(ours.value).toEqual(library(text));
  });

  test('our documents are within it', () => {
    for (const file of ['shelter-2.0.yaml', 'shelter-3.1.yaml']) {
      expect(subset(fixture(file))).toEqual({ value: library(fixture(file)) });
    }
  });

  test('any value, however the library writes it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-c :#\-'"\n{}[\],&*!|>%@?0-9.~]{0,12}$/),
      fc.constantFrom(
        'null',
        'true',
        '1',
        '1e3',
        '0x1',
        '-',
        '',
        ' a',
        'a ',
        '\n',
        'a\n',
        'a\n\n b\n',
        '---',
        '...',
        '# a',
      ),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.double({ noDefaultInfinity: true, noNaN: true }),
        fc.boolean(),
        fc.constant(null),
        tie('map'),
        tie('list'),
      ),
      map: fc.dictionary(text, tie('node'), { maxKeys: 4 }),
      list: fc.array(tie('node'), { maxLength: 4 }),
    }));
    const options = fc.record({
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      defaultStringType: fc.constantFrom(
        'PLAIN',
        'QUOTE_SINGLE',
        'QUOTE_DOUBLE',
        'BLOCK_LITERAL',
        'BLOCK_FOLDED',
      ),
      lineWidth: fc.constantFrom(0, 20, 80),
      collectionStyle: fc.constantFrom('any', 'flow'),
    });
    let read = 0;
    let all = 0;
    fc.assert(
      fc.property(value.map, options, (document, how) => {
        const written = stringify(document, undefined, how as ToStringOptions);
        const ours = subset(written);
        all += 1;
        if (ours === 'unsupported') return;
        read += 1;
        expect([written, ours.value]).toEqual([written, library(written)]);
      }),
      { numRuns: 400 },
    );
    expect(read / all).toBeGreaterThan(0.6);
  });

  // A few errors that do no harm, such as comments in odd places, are refused by the library and not by us.
  test('a text that is damaged anywhere is never read otherwise than the library reads it', () => {
    const base = [
      fixture('shelter-2.0.yaml'),
      fixture('shelter-3.1.yaml').slice(0, 900),
      'a: |\n  x\n   y\n\nb:\n- &q {c: "d e"}\n- *q\n-   f: >-\n      g\n      h\n    i: plain\n       more\nk: \'l\n  m\'\n',
    ];
    const piece = fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\n  ',
      ':',
      ': ',
      '#',
      ' #',
      '- ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '|',
      '>',
      '&a',
      '*a',
      '!',
      '?',
      '\t',
      '---',
      '...',
      'x',
      '<<: ',
      '%',
      '\\',
    );
    const damage = fc.tuple(fc.nat(), fc.nat({ max: 3 }), piece);
    fc.assert(
      fc.property(
        fc.constantFrom(...base),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        (text, changes) => {
          let damaged = text;
          for (const [place, removed, added] of changes) {
            const at = place % (damaged.length + 1);
            damaged = damaged.slice(0, at) + added + damaged.slice(at + removed);
          }
          const ours = subset(damaged);
          if (ours === 'unsupported') return;
          expect([damaged, ours.value]).toEqual([damaged, accepted(damaged, ours.value)]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
