import { defineConfig } from 'vitest/config';

/** What depends on the release of Node: parsers, the wire, reports. Run on each release that is supported. */
export default defineConfig({
  test: {
    include: ['test/{openapi,compare,score,report,http,material,redaction}/**/*.test.ts'],
    exclude: ['**/browser.test.ts', '**/*.live.test.ts'],
    testTimeout: 20_000,
  },
});
