import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { markedText } from '../../scripts/guide-marks.ts';
import { guidePages, written } from '../../scripts/guide-pages.ts';
import { CATALOGUE } from '../../src/checks/index.ts';
import { FENCE, FENCE_LANGUAGES } from '../../src/guides/fences.ts';
import { MEMORY_FOLDER } from '../../src/guides/guide.ts';
import { parsePage, questionsIn, SECTIONS } from '../../src/guides/page.ts';
import { TOPICS } from '../../src/guides/topics.ts';
import { CONTAINERS, CREDENTIALS, FRAMEWORKS } from '../../src/guides/vocabulary.ts';

const rules = CATALOGUE.flatMap((check) => check.rules.map(({ id }) => id));
const wanted = new Set([...rules, ...CATALOGUE.map(({ id }) => id)]);
const frameworks = Object.keys(FRAMEWORKS);
const credentials = Object.keys(CREDENTIALS);
const names = new Set([
  'any',
  ...frameworks,
  ...credentials,
  ...Object.keys(CONTAINERS),
  ...frameworks.flatMap((framework) =>
    [...credentials, ...Object.keys(CONTAINERS)].map((half) => `${framework}-${half}`),
  ),
]);

const pages = guidePages().map((path) => {
  const [, folder = '', name = ''] = /^guides\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  return { path, folder, name, text: readFileSync(path, 'utf8') };
});

/** What is wrong, page by page; a page without a word is right. */
function faults(look: (page: (typeof pages)[number]) => readonly (string | false | undefined)[]): string[] {
  return pages.flatMap((page) =>
    look(page)
      .filter(Boolean)
      .map((fault) => `${page.path}: ${fault}`),
  );
}

test('there are guides', () => expect(pages.length).toBeGreaterThan(CATALOGUE.length));

test('every page stands where it is looked for', () => {
  const folders = new Set([...rules, MEMORY_FOLDER, ...Object.keys(TOPICS)]);
  expect(
    faults(({ folder, name }) => [
      !folders.has(folder) && `${folder} is neither a rule nor a topic`,
      !names.has(name) && `${name} is no framework, credential kind or both`,
    ]),
  ).toEqual([]);
});

test('topics are made of rules, each in one of them', () => {
  const grouped = Object.values(TOPICS).flat();
  expect(grouped.filter((rule) => !rules.includes(rule))).toEqual([]);
  expect(new Set(grouped).size).toBe(grouped.length);
});

test('every page has its sections in order, and each says something', () => {
  expect(
    faults(({ name, text }) => {
      const { title, sections } = parsePage(text);
      const needed: readonly string[] = name === 'any' ? SECTIONS : ['How it arises', 'Fix'];
      const ordered = SECTIONS.filter((section) => sections.has(section));
      const questions = sections.get('Questions and answers');
      return [
        title.length < 4 && 'has no title',
        [...sections.keys()].join() !== ordered.join() && 'has another section, or another order',
        ...needed.map((one) => (sections.get(one)?.length ?? 0) < 40 && `${one} says nothing`),
        questions !== undefined && questionsIn(questions).length === 0 && 'asks no question',
        ...questionsIn(questions ?? '').map(([one, answer]) => answer.length < 20 && `no answer: ${one}`),
      ];
    }),
  ).toEqual([]);
});

test('no page repeats numbers of catalogues', () => {
  const number = /\bCWE-\d+|\bAPI\d+:20\d\d|\bOWASP\b/;
  expect(faults(({ text }) => [number.exec(text.replace(FENCE, ''))?.[0]])).toEqual([]);
});

test('every fence is closed and names a language that is known', () => {
  expect(
    faults(({ text }) => {
      const fences = [...text.matchAll(FENCE)];
      return [
        text.match(/^```/gm)?.length !== (fences.length ? 2 * fences.length : undefined) && 'an open fence',
        ...fences.map(([, , language = '']) => !FENCE_LANGUAGES.has(language) && `"${language}"`),
      ];
    }),
  ).toEqual([]);
});

test('every link and every rule that is named leads somewhere', () => {
  expect(
    faults(({ path, text }) => {
      const links = [...text.replace(FENCE, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
      const included = [...text.matchAll(/--include ([a-z][a-z0-9-]*)/g)].map(([, rule = '']) => rule);
      return [
        ...links.map((to) => !/^https:\/\//.test(to) && !existsSync(join(dirname(path), to)) && to),
        ...included.map((rule) => !wanted.has(rule) && `--include ${rule}`),
      ];
    }),
  ).toEqual([]);
});

test('samples and measurements stand as their sources say: npm run guides', () => {
  expect(faults(({ text }) => [written(text) !== text && 'has drifted'])).toEqual([]);
});

test('a region that is gone is missed', () => {
  const marker = (where: string) => `<!-- sample: ${where} -->\n`;
  expect(() => written(marker('fleet/go/fixed.go#no-such-region'))).toThrow('there is no such region');
  expect(() => written(marker('fleet/go/no-such-file.go#fix-lru'))).toThrow('there is no such file');
});

test('every general page shows real output: UPDATE_GUIDES=1 npx vitest run', () => {
  const hasOutput = (text: string) => /^```text\n/.test(markedText(text, 'shown') ?? '');
  expect(faults(({ name, text }) => [name === 'any' && !hasOutput(text) && 'shows nothing'])).toEqual([]);
});
