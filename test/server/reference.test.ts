import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { PGLITE } from './databases.ts';
import type { Client, Served } from './serving.ts';
import { served } from './serving.ts';

let server: Served;
let reader: Client;
beforeAll(async () => {
  server = await served(await PGLITE.fresh());
  reader = server.client.as(undefined);
});
afterAll(() => server.serving.stop());

test('the reference tells of every operation, without a key, and loads nothing', async () => {
  const { status, headers, text } = await reader.ask('GET', '/api');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/html');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; /);
  const { body } = await reader.ask('GET', '/openapi.json');
  for (const [path, methods] of Object.entries(body.paths as Record<string, Record<string, never>>))
    for (const [method, { operationId, summary }] of Object.entries(methods)) {
      expect(text).toContain(`id="${operationId}"`);
      expect(text).toContain(`${summary}</h3>`);
      expect(text).toContain(`>${method.toUpperCase()}</span> <code>${path}</code>`);
    }
  const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(anchors.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
  expect([...text.matchAll(/(?:href|src)="(?!#)([^"]+)"/g)].map(([, to]) => to)).toEqual([
    // Back to the dashboard.
    '/',
    '/openapi.json',
  ]);
  expect(text).not.toContain('<script');
});

test('an example of a call does what it says', async () => {
  const { text } = await reader.ask('GET', '/api');
  const [, json = ''] = /operation" id="createKey"[\s\S]*?-d &#39;(.*?)&#39;/.exec(text) ?? [];
  const body = JSON.parse(json.replaceAll('&quot;', '"'));
  expect((await server.client.ask('POST', '/api/v1/keys', body)).status).toBe(201);
});

describe.skipIf(NO_CHROMIUM)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each([
    ['wide', 1400, 'light'],
    ['wide', 1400, 'dark'],
    ['phone', 390, 'light'],
    ['phone', 390, 'dark'],
  ] as const)('%s (%i) and %s: nothing is cut, and axe finds nothing', async (_name, width, colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${server.client.url}/api`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    // Colours are another's in the dark, and all else is the same on every screen: a page of this length takes it long.
    const axe = new AxeBuilder({ page });
    if (width < 1000) axe.withRules(['color-contrast', 'scrollable-region-focusable', 'target-size']);
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    // The style is in force: its hash is that of the policy.
    expect(await page.evaluate('getComputedStyle(document.querySelector("nav")).overflow')).toBe('auto');
    expect(said).toEqual([]);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/api-${width}-${colorScheme}.png` });
    await context.close();
  });
});
