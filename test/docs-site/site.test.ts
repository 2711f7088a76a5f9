import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../docs-site/build.ts';
import { CATALOGUE } from '../../src/checks/index.ts';
import { TOPICS } from '../../src/guides/topics.ts';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-site-'));
let paths: readonly string[];
beforeAll(async () => {
  paths = await buildSite(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

test('every rule has its page, and the list leads to it', () => {
  const list = read('rules.html');
  const rules = CATALOGUE.flatMap((check) => check.rules);
  expect(rules.filter(({ id }) => !list.includes(`href="rules/${id}.html"`))).toEqual([]);
  expect(rules.filter(({ id }) => !paths.includes(`rules/${id}.html`))).toEqual([]);
});

test('every topic has a page for each framework, and its rules lead there', () => {
  for (const [topic, rules] of Object.entries(TOPICS)) {
    const path = `fixes/${topic}/gin.html`;
    expect(read(path)).toContain('Built and scanned: fleet/guides/gin/');
    for (const rule of rules) {
      expect(read(`rules/${rule}.html`), rule).toContain(`href="../${path}"`);
      expect(read(path), path).toContain(`href="../../rules/${rule}.html"`);
    }
  }
});

test('every link between pages leads to a page, and to a place on it', () => {
  const ids = new Map(paths.map((path) => [path, new Set(matches(read(path), / id="([^"]+)"/g))]));
  const dead: string[] = [];
  for (const path of paths) {
    for (const href of matches(read(path), /(?:href|src)="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      const [file = '', anchor] = href.split('#');
      const to = file === '' ? path : posix.join(posix.dirname(path), file);
      const known = ids.get(to);
      if (known ? anchor && !known.has(anchor) : !/\.(css|js|png)$/.test(to)) dead.push(`${path} → ${href}`);
    }
  }
  expect(dead).toEqual([]);
});

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe.skipIf(NO_CHROMIUM)('opened from a folder, without a server', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(pathToFileURL(join(folder, path)).href);
    return { page, errors };
  }

  test('search finds a rule by its words, by keyboard alone', async () => {
    const { page, errors } = await open('rules/jwt-none-algorithm.html');
    await page.keyboard.press('/');
    await page.keyboard.type('reflected origin');
    // Results come while one types: Enter takes the one that is marked by then.
    await page.locator('[aria-selected="true"][href$="rules/reflected-origin.html"]').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/rules\/reflected-origin/);
    expect(errors).toEqual([]);
  }, 30_000);

  test('search says when there is nothing', async () => {
    const { page } = await open('index.html');
    await page.getByRole('combobox').fill('zzzyyyxxx');
    await page.getByText('Nothing found.').waitFor();
  }, 30_000);

  test.each(['index.html', 'rules/unlimited-requests.html'])(
    '%s has no accessibility violation in light and dark',
    async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await open(path, { colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      }
    },
    60_000,
  );

  test.each(['index.html', 'rules.html', 'accuracy.html', 'rules/unlimited-requests.html'])(
    '%s fits a narrow screen, and its menu opens',
    async (path) => {
      const { page } = await open(path, { viewport: { width: 360, height: 740 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await page.getByRole('button', { name: 'Menu' }).click();
      expect(await page.getByRole('link', { name: 'Scoring', exact: true }).isVisible()).toBe(true);
    },
    30_000,
  );
});
