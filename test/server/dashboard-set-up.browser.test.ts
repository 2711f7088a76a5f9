import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, NO_CHROMIUM } from '../chromium.ts';
import { PGLITE } from './databases.ts';
import { LONG_MS, PHONE, signedInBrowser } from './in-chromium.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { addApi, type Client, type Served, served } from './serving.ts';

describe.skipIf(NO_CHROMIUM)('what a team sets up, in Chromium', () => {
  let browser: Browser;
  let server: Served;
  let hooks: Receiver;
  let pages: readonly string[];
  beforeAll(async () => {
    browser = await launchChromium();
    hooks = await startReceiver();
    server = await served(await PGLITE.fresh(), { limits: { requests: 50_000, failures: 1_000 } });
    pages = await setUp(server.client, hooks.url);
  });
  afterAll(async () => {
    await browser.close();
    await server.serving.stop();
    await hooks.close();
  });

  const signedIn = (options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInBrowser(browser, server.client, options);

  test.each(['light', 'dark'] as const)(
    'no accessibility violation on any page, %s',
    async (colorScheme) => {
      const { page, context, complaints } = await signedIn({ colorScheme });
      for (const path of pages) {
        const answer = await page.goto(`${server.client.url}${path}`);
        expect([path, answer?.status()]).toEqual([path, 200]);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const told = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect([path, told]).toEqual([path, []]);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    LONG_MS,
  );

  test(
    'nothing overflows a phone, also where something is opened',
    async () => {
      const { page, context } = await signedIn({ viewport: PHONE });
      for (const path of pages) {
        await page.goto(`${server.client.url}${path}`);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, PHONE.width]);
      }
      await context.close();
    },
    LONG_MS,
  );

  test('a test of a webhook is followed without loading the page by hand', async () => {
    const { page, context } = await signedIn();
    await page.goto(`${server.client.url}/channels/new`);
    await page.getByRole('link', { name: 'Webhook' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Team');
    await page.getByRole('textbox', { name: 'Address' }).fill(`${hooks.url}/team`);
    await page.getByRole('button', { name: 'Add the channel' }).click();
    await page.getByRole('button', { name: 'Copy' }).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('sent', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('listitem').filter({ hasText: '200 after' }).count()).toBe(1);
    await context.close();
  });

  test('by keyboard alone: a key is revoked only when asked twice', async () => {
    const { page, context } = await signedIn();
    await server.client.ask('POST', '/api/v1/keys', { name: 'Laptop', scopes: ['read'] });
    await page.goto(`${server.client.url}/keys`);
    const row = page.getByRole('listitem').filter({ hasText: 'Laptop' });
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Revoke the key');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The key is revoked.').waitFor();
    await context.close();
  });

  test('without script a schedule is previewed and saved, and an alert rule asks for what its condition needs', async () => {
    const { page, context } = await signedIn({ javaScriptEnabled: false });
    await page.goto(`${server.client.url}/schedules/new`);
    await page.getByRole('link', { name: 'Shop' }).click();
    expect(await page.locator('#f-cron').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Another pattern' }).check();
    await page.locator('#f-cron').fill('15 4 * * *');
    await page.getByLabel('Time zone').fill('Asia/Tokyo');
    await page.getByRole('button', { name: 'Show the next runs' }).click();
    expect(await page.locator('.runs li').count()).toBe(5);
    expect(await page.locator('.runs li').first().textContent()).toContain('04:15');
    await page.getByRole('button', { name: 'Add the schedule' }).click();
    await page.getByRole('status').getByText('The schedule was added.').waitFor();

    await page.goto(`${server.client.url}/alert-rules/new`);
    expect(await page.getByLabel('Less than').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'The score is low' }).check();
    await page.getByLabel('Less than').fill('85');
    await page.getByRole('textbox', { name: 'Name' }).fill('Above 85');
    await page.getByRole('button', { name: 'Add the rule' }).click();
    // Nobody is told: the page says so, and keeps what was given.
    await page.getByRole('alert').getByText('Choose at least one.').waitFor();
    expect(await page.getByLabel('Less than').inputValue()).toBe('85');
    await page.getByRole('checkbox', { name: 'Incidents' }).check();
    await page.getByRole('button', { name: 'Add the rule' }).click();
    await page.getByText('score less than 85').waitFor();
    await context.close();
  });

  test('no page made the server fail', () => expect(server.log).toEqual([]));
});

/** A server as a team has it after a week. @returns the addresses of all pages about that */
async function setUp(client: Client, receiver: string): Promise<string[]> {
  const made = async (path: string, body: object = {}): Promise<string> => {
    const { status, body: answer, text } = await client.ask('POST', `/api/v1${path}`, body);
    expect(status, text).toBeLessThan(300);
    return answer.id;
  };
  const shop = await addApi(client, 'http://127.0.0.1:9/shop', { name: 'Shop', labels: ['payments'] });
  const partner = await addApi(client, 'https://api.example.com/v1', { name: 'Partner', mode: 'active' });
  const ann = await made('/credentials', { name: 'Ann', value: { bearer: 'tok-ann-123456' } });
  const identities = [{ name: 'ann', role: 'customer', credential: ann }];
  const access = { identities, roles: { customer: ['GET /orders*'] } };
  expect((await client.ask('PUT', `/api/v1/apis/${shop}/identities`, access)).status).toBe(200);
  const channel = (name: string, config: object) => made('/channels', { name, config });
  const webhook = await channel('Incidents', { kind: 'webhook', url: `${receiver}/hook` });
  const mail = await channel('Team', { kind: 'email', from: 'a@example.com', to: ['b@example.com'] });
  const issues = await channel('Issues', { kind: 'github', repository: 'a/b', token: 'ghp_123456' });
  const grave = { type: 'new-finding', severity: 'high' };
  const rule = await made('/alert-rules', { name: 'Grave', condition: grave, channels: [webhook, mail] });
  await made('/alert-rules', {
    name: 'Off',
    condition: grave,
    label: 'payments',
    channels: [mail],
    enabled: false,
  });
  const schedule = await made('/schedules', { api: shop, preset: 'daily', timeZone: 'Europe/Berlin' });
  await made('/schedules', { api: partner, cron: '30 4 * * 1', enabled: false });
  const delivery = await made(`/channels/${webhook}/test`);
  const key = await made('/keys', { name: 'Old', scopes: ['scan'] });
  expect((await client.ask('DELETE', `/api/v1/keys/${key}`)).status).toBe(204);
  await client.ask('POST', `/api/v1/apis/${partner}/ownership`);
  return [
    ...['/schedules', '/schedules/new', `/schedules/new?api=${shop}`, `/schedules/${schedule}`],
    ...['/alerts', '/alert-rules/new', '/alert-rules/new/api', `/alert-rules/${rule}`],
    ...[
      '/channels',
      '/channels/new',
      '/channels/new?kind=slack',
      `/channels/${webhook}`,
      `/channels/${mail}`,
    ],
    ...[`/channels/${issues}`, '/deliveries', `/deliveries/${delivery}`],
    ...['/credentials', '/credentials/new', '/credentials/new?kind=oauth', `/credentials/${ann}`],
    ...[`/apis/${shop}/identities`, `/apis/${shop}/ownership`, `/apis/${partner}/ownership`],
    ...['/keys', '/settings', '/audit', '/audit?about=channel', '/guides', '/guides?search=jwt'],
    '/guides/foreign-object-served?framework=express',
  ];
}
