import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Examples } from './examples.ts';
import { untold } from './examples.ts';
import { expressions } from './expressions.ts';

/** `folder/file.ts#name` of the outermost declaration → examples of its expressions, in the order of the source. */
const EXAMPLES: Readonly<Record<string, readonly Examples[]>> = Object.assign(
  {},
  ...readdirSync(join(import.meta.dirname, 'expressions')).map((name) =>
    JSON.parse(readFileSync(join(import.meta.dirname, 'expressions', name), 'utf8')),
  ),
);

/** Only end a search early: what is found is the same without them. */
const ONLY_FOR_SPEED = ['running/detection-set.ts#plainSpelling'];

test('a lost alternative, a new one and a needless one are named', () => {
  expect(untold(/^(?:get|put)$/, { matched: ['get', 'put'] })).toEqual([]);
  expect(untold(/^(?:get|put|post)$/, { matched: ['get', 'put'] })).toEqual(['no example needs: post']);
  expect(untold(/^(?:get|put)$/, { matched: ['get', 'put', 'post'] })).toEqual([
    'needs no alternative: "post"',
  ]);
  expect(untold(/err|error/, { matched: ['err', 'error'] })).toEqual([
    'no example needs: error',
    'needs no alternative: "error"',
  ]);
  expect(untold(/^(?!no|never)n\w+/, { refused: ['no'] })).toEqual(['no example needs: never']);
  expect(untold(/~.*?(?:!|$)/, { read: ['~a!b'] })).toEqual(['no example needs: $']);
});

const all = expressions();

test('every expression that offers a choice has examples, and every example an expression', () => {
  expect(all.size).toBeGreaterThan(300);
  expect(Object.keys(EXAMPLES).sort()).toEqual([...all.keys()].sort());
});

describe('each alternative is needed by one example, and each example needs one', () => {
  test.each(Object.entries(EXAMPLES))('%s', (key, examples) => {
    const patterns = all.get(key) ?? [];
    expect(examples).toHaveLength(patterns.length);
    const wrong = patterns.flatMap((pattern, at) => untold(pattern, examples[at] ?? {}));
    if (ONLY_FOR_SPEED.includes(key)) expect(wrong).toHaveLength(3);
    else expect(wrong).toEqual([]);
  });
});
