import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guidePages } from '../../scripts/guide-pages.ts';
import { forbiddenInGuides, forbiddenWords } from '../glossary.ts';

/** Addresses and names of rules keep the words that they have; headings that every page shares are no prose. */
function proseOf(page: string): string {
  return page.replace(/\]\([^)]*\)/g, '] ').replace(/^## .*$/gm, '');
}

test('guides are in the terms of the field', () => {
  const faults = guidePages().flatMap((path) => {
    const faultsOf = path.endsWith('/any.md') ? forbiddenInGuides : forbiddenWords;
    return faultsOf(proseOf(readFileSync(path, 'utf8'))).map((fault) => `${path}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test('a page in other words is found', () => {
  expect(forbiddenWords('The order is shown to nobody else.\n\n```js\nnobody();\n```')).toHaveLength(1);
  expect(forbiddenWords('Call `rubbish-credential-accepted`.')).toEqual([]);
});

test('a page that speaks in riddles is found', () => {
  expect(forbiddenInGuides('An operation that rejects anonymous is asked for under his name.')).toHaveLength(
    4,
  );
  expect(forbiddenInGuides('The rule sends an unauthenticated request.')).toEqual([]);
});
