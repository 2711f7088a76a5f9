import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/checks/index.ts';
import { forbiddenWords } from '../glossary.ts';

/** Longer titles are cut in tables of reports, pull requests and pipelines. */
const LONGEST_TITLE = 60;

const rules = CATALOGUE.flatMap((check) => check.rules);

test('titles have at most 60 characters, and no two are the same', () => {
  const titles = rules.map(({ title }) => title);
  expect(titles.filter((title) => title.length > LONGEST_TITLE)).toEqual([]);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('every rule has other names to search for, each once', () => {
  const folded = ({ aliases }: (typeof rules)[number]) => aliases.map((alias) => alias.toLowerCase());
  expect(rules.filter(({ aliases }) => aliases.length === 0).map(({ id }) => id)).toEqual([]);
  expect(rules.filter((rule) => new Set(folded(rule)).size !== folded(rule).length)).toEqual([]);
});

test('titles, aliases, names of checks and what findings say are in the terms of the field', () => {
  const texts = CATALOGUE.flatMap(({ title, purpose, rules: own }) => [
    title,
    purpose,
    ...own.flatMap((rule) => [
      rule.title,
      ...rule.aliases,
      rule.description,
      rule.remediation,
      rule.severityReason ?? '',
    ]),
  ]);
  expect(texts.flatMap(forbiddenWords)).toEqual([]);
});
