import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markedText } from '../../scripts/guide-marks.ts';
import { guidePages, written } from '../../scripts/guide-pages.ts';
import { CATALOGUE } from '../../src/checks/index.ts';
import { FENCE, FENCE_LANGUAGES } from '../../src/guides/fences.ts';
import { MEMORY_FOLDER } from '../../src/guides/guide.ts';
import { parsePage, questionsIn, SECTIONS } from '../../src/guides/page.ts';
import { CREDENTIALS, FRAMEWORKS } from '../../src/guides/vocabulary.ts';

const rules = CATALOGUE.flatMap((check) => check.rules.map(({ id }) => id));
const wanted = new Set([...rules, ...CATALOGUE.map(({ id }) => id)]);
const frameworks = Object.keys(FRAMEWORKS);
const credentials = Object.keys(CREDENTIALS);
const names = new Set([
  'any',
  ...frameworks,
  ...credentials,
  ...frameworks.flatMap((framework) => credentials.map((credential) => `${framework}-${credential}`)),
]);

const pages = guidePages().map((path) => {
  const [, folder = '', name = ''] = /^guides\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  return { path, folder, name, text: readFileSync(path, 'utf8') };
});

test('there are guides', () => expect(pages.length).toBeGreaterThan(10));

describe.each(pages)('$path', ({ path, folder, name, text }) => {
  const { title, sections } = parsePage(text);

  test('stands where it is looked for', () => {
    expect([...rules, MEMORY_FOLDER], `${folder} is no rule`).toContain(folder);
    expect([...names], `${name} is no framework, credential kind or both`).toContain(name);
  });

  test('has its sections, and each says something', () => {
    expect(title.length).toBeGreaterThan(3);
    const needed = name === 'any' ? [...SECTIONS] : ['How it arises', 'Fix'];
    expect([...sections.keys()]).toEqual(SECTIONS.filter((section) => sections.has(section)));
    for (const section of needed) expect(sections.get(section)?.length ?? 0, section).toBeGreaterThan(40);
    const questions = sections.get('Questions and answers');
    if (questions === undefined) return;
    expect(questionsIn(questions).length).toBeGreaterThan(0);
    for (const [question, answer] of questionsIn(questions)) {
      expect(answer.length, question).toBeGreaterThan(20);
    }
  });

  test('leaves numbers of catalogues to the catalogue', () => {
    expect(text.replace(FENCE, '')).not.toMatch(/\bCWE-\d|\bAPI\d+:20\d\d|\bOWASP\b/);
  });

  test('every fence is closed and names its language', () => {
    expect((text.match(/^```/gm) ?? []).length).toBe(2 * [...text.matchAll(FENCE)].length);
    for (const [, , language = ''] of text.matchAll(FENCE)) expect(FENCE_LANGUAGES).toContain(language);
  });

  test('leads somewhere', () => {
    const prose = text.replace(FENCE, '');
    for (const [, address = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https:\/\//.test(address)) continue;
      expect(existsSync(join(dirname(path), address)), address).toBe(true);
    }
    for (const [, rule = ''] of text.matchAll(/--include ([a-z][a-z0-9-]*)/g)) {
      expect(wanted, `--include ${rule}`).toContain(rule);
    }
  });

  test('has its samples and measurements as their sources say: npm run guides', () => {
    expect(written(text)).toBe(text);
  });
});

const general = pages.filter(({ name }) => name === 'any');
test.each(general)('$path shows real output', ({ text }) => {
  expect(markedText(text, 'shown') ?? '', 'UPDATE_GUIDES=1 npx vitest run writes it').toMatch(/^```text\n/);
});
