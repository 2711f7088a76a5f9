import { defineConfig } from 'vitest/config';

const within = (...folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);

/** A suite of its own: npm run test:surfaces. */
export const SURFACES = [
  ...within('action', 'cli', 'docs-site', 'init', 'mcp'),
  'test/report/*browser.test.ts',
  // The commands, and the parsers of other languages, run in processes.
  'test/wiring/other-commands.test.ts',
  'test/guides/samples.test.ts',
  // The command as one file, and a release, made in folders of their own.
  'test/packaging/single-file.test.ts',
  'test/packaging/release.test.ts',
  // Whole scans with every rule, and all formats and tools that show them.
  'test/graphql/depth.test.ts',
  'test/graphql/mutations.test.ts',
  'test/graphql/scanning.test.ts',
  'test/journal/damage.test.ts',
  'test/redaction/every-output.test.ts',
  'test/scanning/reach.test.ts',
  'test/wiring/options-obeyed.test.ts',
  // Recorded and measured services, and an issuer of tokens.
  ...within('retention'),
  'test/identities/oauth-login.test.ts',
  'test/identities/logins.test.ts',
];

/** A suite of its own: npm run test:stages. */
export const STAGES = within(
  ...['discovery', 'exploration', 'graphql', 'http', 'identities', 'inputs'],
  ...['journal', 'making', 'openapi', 'running', 'scanning'],
  // Rules that wait for time, or speak TLS.
  ...['checks/encryption', 'checks/rate-limiting'],
);

/** A suite of its own: npm run test:hostile. */
export const HOSTILE = [
  ...within('hostile', 'regular-expressions'),
  'test/openapi/hostile.test.ts',
  'test/http/hostile-answers.test.ts',
];

/** A suite of its own: npm run test:shop. */
export const SHOP = within('shop');

/** A suite of its own: npm run test:server. */
export const SERVER = within('server');

/** A suite of its own: npm run test:server-faults. */
export const SERVER_FAULTS = within('server/faults');

/** Load probes want the machine for themselves: npm run test:live. */
export const LIVE = ['test/**/*.live.test.ts'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...LIVE, ...SURFACES, ...STAGES, ...HOSTILE, ...SHOP, ...SERVER],
    // Every test talks to its own loopback port, so files may share a worker; isolation costs seven seconds.
    pool: 'threads',
    isolate: false,
    // Most rows wait for loopback: more workers than the two cores of a small machine.
    maxWorkers: 4,
    // For what hangs: on a busy machine a scan of a second takes ten, and nothing here is a measurement.
    testTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});
