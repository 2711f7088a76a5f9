import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordTables } from './words.ts';

/**
 * The constant lists of the product, written down once more. This says nothing of what an entry is good for: rules and
 * the other tests of this folder do. It says that none gets lost or comes in unseen.
 */
const WRITTEN: Readonly<Record<string, readonly string[]>> = Object.assign(
  {},
  ...readdirSync(join(import.meta.dirname, 'words')).map((name) =>
    JSON.parse(readFileSync(join(import.meta.dirname, 'words', name), 'utf8')),
  ),
);

const tables = wordTables();

test('every list is written down, and every one written down is a list', () => {
  expect(Object.keys(tables).length).toBeGreaterThan(100);
  expect(Object.keys(tables).sort()).toEqual(Object.keys(WRITTEN).sort());
});

test.each(Object.entries(tables))('%s', (name, words) => {
  expect(words).toEqual(WRITTEN[name]);
});
