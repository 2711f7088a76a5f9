import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Client } from './serving.ts';

export const PHONE = { width: 390, height: 844 };
export const WIDE = { width: 1440, height: 900 };
/** A busy machine takes its time. */
export const LONG_MS = 240_000;

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of. */
  readonly complaints: string[];
}

/** Somebody who signed in with the key of the client. */
export async function signedInBrowser(
  browser: Browser,
  { url, key }: Client,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  context.setDefaultTimeout(LONG_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return { page, context, complaints };
}
