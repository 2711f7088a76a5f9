import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabApp, type ServedLab, serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { type Filled, filled } from './dashboard.ts';
import { PGLITE } from './databases.ts';
import { LONG_MS, PHONE, signedInBrowser } from './in-chromium.ts';
import { type Served, served } from './serving.ts';

/** A scan of the demo is over before a busy machine has drawn a page. */
function slowly({ routes, openapi }: LabApp): LabApp {
  const slow = new Hono().use(async (_, next) => {
    await pause(20);
    await next();
  });
  return { routes: slow.route('/', routes as Hono), openapi };
}

describe.skipIf(NO_CHROMIUM)('the dashboard in Chromium', () => {
  let browser: Browser;
  let server: Served;
  let lab: ServedLab;
  let known: Filled;
  beforeAll(async () => {
    browser = await launchChromium();
    server = await served(await PGLITE.fresh(), { limits: { requests: 50_000, failures: 1_000 } });
    lab = await serveLab(slowly(demoApp()));
    known = await filled(server.client, 'An answer that says what was seen', 'http://127.0.0.1:9/api');
  });
  afterAll(async () => {
    await browser.close();
    await server.serving.stop();
    await lab.close();
  });

  const signedIn = (options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInBrowser(browser, server.client, options);

  test(
    'from nothing to a grade: add an API, scan it, watch, triage, scan again, compare',
    async () => {
      const { page, context, complaints } = await signedIn();
      await page.goto(server.client.url);
      await page.getByRole('link', { name: 'Add an API' }).click();
      await page.getByRole('textbox', { name: 'Address' }).fill(lab.url);
      await page.getByRole('textbox', { name: 'Name' }).fill('Bookshop');
      await page.getByRole('button', { name: 'Add the API' }).click();
      await page.getByRole('status').getByText('The API was added.').waitFor();
      await page.getByRole('button', { name: 'Scan now' }).first().click();
      // The page follows the scan without being loaded again, and shows the result when it is over.
      await page.getByText('operations found; checking them').waitFor({ timeout: LONG_MS });
      expect(await page.locator('.progress-table tbody tr').count()).toBeGreaterThan(0);
      await page.getByRole('heading', { name: 'Fix first' }).waitFor({ timeout: LONG_MS });
      expect(await page.locator('.gauge').getAttribute('aria-label')).toMatch(/^Grade [A-F], \d+ of 100$/);

      const card = page.locator('.finding').first();
      await card.locator('> summary').click();
      await card.getByLabel('State', { exact: false }).selectOption('accepted');
      await card.getByLabel('Reason').fill('moved away next week');
      await card.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The state of the finding is saved.').waitFor();
      expect(await page.locator('.finding:has(:target) .triage').first().textContent()).toContain(
        'Accepted, by first start',
      );

      await page.getByRole('link', { name: 'Bookshop' }).click();
      await page.getByRole('button', { name: 'Scan now' }).first().click();
      await page.getByRole('link', { name: 'Compare with the scan before' }).click({ timeout: LONG_MS });
      expect(await page.getByRole('heading', { name: 'New: 0' }).isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Bookshop' }).click();
      expect(await page.locator('.score-line.wide circle').count()).toBe(2);
      expect(complaints).toEqual([]);
      await context.close();
    },
    2 * LONG_MS,
  );

  test.each(['light', 'dark'] as const)(
    'no accessibility violation on any page, %s',
    async (colorScheme) => {
      const { page, context, complaints } = await signedIn({ colorScheme });
      for (const path of known.pages) {
        await page.goto(`${server.client.url}${path}`);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([
          path,
          [],
        ]);
      }
      await context.clearCookies();
      await page.goto(`${server.client.url}/sign-in`);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      // One of the pages is none.
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      await context.close();
    },
    LONG_MS,
  );

  test(
    'nothing overflows a phone',
    async () => {
      const { page, context } = await signedIn({ viewport: PHONE });
      for (const path of known.pages) {
        await page.goto(`${server.client.url}${path}`);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, PHONE.width]);
      }
      await context.close();
    },
    LONG_MS,
  );

  test('by keyboard alone: skip to the content, into an API, to its scan', async () => {
    const { page, context } = await signedIn();
    await page.goto(server.client.url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.getByRole('link', { name: 'An answer that says what was seen' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Score over time' }).waitFor();
    await page.locator('.score-line.wide a').last().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Fix first' }).waitFor();
    await context.close();
  });

  test('without script all is there to read, and forms work', async () => {
    const { page, context } = await signedIn({ javaScriptEnabled: false });
    await page.goto(`${server.client.url}/scans/${known.scans[2]}`);
    expect(await page.locator('.finding').count()).toBe(3);
    await page.getByLabel('critical 1').uncheck();
    expect(await page.locator('.finding.critical').first().isVisible()).toBe(false);
    await page.goto(`${server.client.url}/findings/${known.finding}`);
    await page.getByLabel('State', { exact: false }).selectOption('false-positive');
    await page.getByLabel('Reason').fill('a test page');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('.triage').textContent()).toContain('False positive');
    await context.close();
  });

  test('moments are told in the reader’s zone, and commands can be copied', async () => {
    const { page, context } = await signedIn({
      timezoneId: 'Asia/Tokyo',
      locale: 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(`${server.client.url}/compare?before=${known.scans[0]}&after=${known.scans[2]}`);
    // 10:00 UTC.
    expect(await page.locator('.side time').first().textContent()).toBe('1 Nov 2026, 19:00');
    await page.goto(`${server.client.url}/scans/${known.scans[2]}`);
    const card = page.locator('.finding').first();
    await card.locator('> summary').click();
    await card.getByRole('button', { name: 'Copy' }).click();
    await card.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(await card.locator('.curl').textContent());
    await context.close();
  });

  test('no page made the server fail', () => expect(server.log).toEqual([]));
});
