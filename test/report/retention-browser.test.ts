import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { retentionHtml } from '../../src/report/retention/html.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';

test.skipIf(NO_CHROMIUM)(
  'the page of a retention run: no accessibility violation, light or dark, and a curve as wide as the text',
  async () => {
    const run = recordedTraces().find(({ target }) => target === 'rs-map');
    if (run === undefined) throw new Error('the recording is gone');
    const result = judgeTrace({ ...run.as('A'), target: 'http://127.0.0.1:9/me' });
    const fixes = new Map([['memory-kept-per-credential', 'Bound it.']]);
    const browser = await launchChromium();
    try {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await (await browser.newContext({ colorScheme })).newPage();
        await page.setContent(retentionHtml({ result, fixes, tool: { version: '1' } }));
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
        expect((await page.locator('.curve svg').boundingBox())?.width).toBeGreaterThan(500);
      }
    } finally {
      await browser.close();
    }
  },
  60_000,
);
