import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportContext } from '../../src/report/context.ts';
import { PLAIN } from '../../src/report/context.ts';
import { html } from '../../src/report/html/html.ts';
import type { ScanResult } from '../../src/result.ts';
import { SEVERITIES } from '../../src/result.ts';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const HOSTILE = '"><img src=x onerror=document.title=1><script>document.title=1</script>\u202e';

/** A service of the usual size with as many findings as a first scan has. */
function manyFindings(count = 40): ScanResult {
  const example = exampleResult('An answer that says what was seen.');
  const identities = ['anonymous', 'ada', 'bob'].map((name) => ({ name, proof: 'needs none' }));
  return {
    ...example,
    surface: { ...example.surface, identities },
    findings: Array.from({ length: count }, (_, at) =>
      exampleFinding('An answer that says what was seen.', {
        rule: `rule-${at}`,
        title: `Finding ${at} in the terms of the field`,
        fingerprint: at.toString(16).padStart(16, '0'),
        severity: SEVERITIES[at % 5] ?? 'info',
      }),
    ),
    operations: Array.from({ length: 50 }, (_, at) => ({
      id: `GET /things${at}/{id}`,
      method: 'GET',
      path: `/things${at}/{id}`,
      source: 'spec' as const,
      status: 'tested' as const,
      access: identities.map(({ name }) => ({ identity: name, result: 'allowed' as const })),
    })),
  };
}

describe.skipIf(NO_CHROMIUM)('the HTML report in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  async function open(
    result: ScanResult,
    options: Parameters<Browser['newContext']>[0] = {},
    about: ReportContext = PLAIN,
  ) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(html(result, about));
    return { page, asked };
  }

  test.each(['light', 'dark'] as const)(
    'no accessibility violation, %s',
    async (colorScheme) => {
      const result = manyFindings(5);
      const before = { ...result, startedAt: '2026-01-01T00:00:00.000Z' };
      const { page } = await open(
        { ...result, checks: result.checks.map((check, at) => (at === 0 ? { ...check, score: 0 } : check)) },
        { colorScheme },
        { ...PLAIN, trend: { previous: before, scores: [{ ...before, value: 60, grade: 'D' }] } },
      );
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    },
    60_000,
  );

  test('what a target wrote runs nothing and loads nothing', async () => {
    const { page, asked } = await open(exampleResult(HOSTILE));
    expect(await page.title()).toMatch(/^C: 127\.0\.0\.1/);
    expect(await page.locator('img, script, iframe').count()).toBe(0);
    expect(asked).toEqual([]);
  }, 30_000);

  test.each(['folded', 'open'] as const)(
    'nothing overflows a narrow screen, %s',
    async (state) => {
      const { page } = await open(exampleResult('A-very-long-word-without-breaks-'.repeat(12)), {
        viewport: { width: 360, height: 800 },
      });
      if (state === 'open')
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    },
    30_000,
  );

  test('chips show and hide severities without script', async () => {
    const { page } = await open(manyFindings());
    const low = page.locator('.finding.low').first();
    const high = page.locator('.finding.high').first();
    expect(await low.isVisible()).toBe(true);
    await page.getByLabel('low 8').uncheck();
    expect(await low.isVisible()).toBe(false);
    expect(await high.isVisible()).toBe(true);
  }, 30_000);

  test('what to fix first leads to its proof, which opens', async () => {
    const { page } = await open(manyFindings());
    const curl = page.locator('.finding .curl').first();
    expect(await curl.isVisible()).toBe(false);
    await page.locator('.first a').first().click();
    expect(await curl.isVisible()).toBe(true);
    expect(await page.locator('.first > li').count()).toBe(5);
  }, 30_000);

  test('two to four pages on paper; details are an appendix for those who want it', async () => {
    const { page } = await open(manyFindings());
    const folded = pagesOf(await page.pdf({ preferCSSPageSize: true }));
    expect(folded).toBeGreaterThanOrEqual(2);
    expect(folded).toBeLessThanOrEqual(4);
    await page.getByLabel('all details').check();
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBeGreaterThan(folded + 5);
  }, 60_000);

  test('one click selects a whole command', async () => {
    const { page } = await open(exampleResult('An answer.'));
    await page.locator('.finding > summary').first().click();
    const curl = page.locator('.curl').first();
    await curl.click();
    expect(await page.evaluate('getSelection().toString()')).toBe(await curl.textContent());
  }, 30_000);
});

/** Pages of a PDF: each is an object of this type. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
