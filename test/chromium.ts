import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Debian's; other systems name theirs. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Suites that need a browser are skipped, plainly, where none is installed. */
export const NO_CHROMIUM = !existsSync(EXECUTABLE);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
