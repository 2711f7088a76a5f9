import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN } from '../../src/report/context.ts';
import { html } from '../../src/report/html/html.ts';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { exampleResult } from './example-result.ts';

const HOSTILE = '"><img src=x onerror=document.title=1><script>document.title=1</script>\u202e';

describe.skipIf(NO_CHROMIUM)('the HTML report in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  async function open(words: string, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(html(exampleResult(words), PLAIN));
    return { page, asked };
  }

  test.each(['light', 'dark'] as const)(
    'no accessibility violation, %s',
    async (colorScheme) => {
      const { page } = await open('An answer.', { colorScheme });
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    },
    30_000,
  );

  test('what a target wrote runs nothing and loads nothing', async () => {
    const { page, asked } = await open(HOSTILE);
    expect(await page.title()).toMatch(/^C: 127\.0\.0\.1/);
    expect(await page.locator('img, script, iframe').count()).toBe(0);
    expect(asked).toEqual([]);
  }, 30_000);

  test('nothing overflows a narrow screen', async () => {
    const { page } = await open('A-very-long-word-without-breaks-'.repeat(12), {
      viewport: { width: 360, height: 800 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  }, 30_000);

  test('print shows what is folded on the screen', async () => {
    const { page } = await open('An answer.');
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })");
    const fix = page.locator('.fix').first();
    await page.emulateMedia({ media: 'print' });
    expect((await fix.boundingBox())?.height ?? 0).toBeGreaterThan(0);
  }, 30_000);

  test('one click selects a whole command', async () => {
    const { page } = await open('An answer.');
    const curl = page.locator('.curl').first();
    await curl.click();
    expect(await page.evaluate('getSelection().toString()')).toBe(await curl.textContent());
  }, 30_000);
});
