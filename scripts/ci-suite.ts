/**
 * Runs one suite of tests as CI counts it: `tsx scripts/ci-suite.ts [vitest.live.config.ts]`. A test that was skipped
 * was not run, and counts as failed; on a machine that was too busy for a moment its file is run once more, alone.
 * The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Suite {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Tests by what became of them; a file that could not be loaded is one failed test. */
interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** Files with a test that did not pass. */
  readonly files: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-ci-'));
const UNIT = 'vitest.config.ts';
const [config = UNIT] = process.argv.slice(2);

/** @throws where the runner itself did not come to an end */
function run(name: string, files: readonly string[] = []): Outcome {
  const report = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // The unit suite is called as the README says.
  const [command, before] =
    config === UNIT
      ? (['npm', ['test', '--']] as const)
      : (['npx', ['vitest', 'run', '--config', config]] as const);
  spawnSync(command, [...before, ...reporters, ...files], { stdio: 'inherit' });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Suite;
  const tests = testResults.flatMap(({ name: file, status, message, assertionResults }) =>
    assertionResults.length === 0 && status === 'failed'
      ? [{ file, status, name: `${file}: ${message ?? 'could not be loaded'}` }]
      : assertionResults.map((one) => ({ file, status: one.status, name: `${file} > ${one.fullName}` })),
  );
  const named = (wanted: (status: string) => boolean) =>
    tests.filter(({ status }) => wanted(status)).map((one) => one.name);
  const unwell = tests.filter(({ status }) => status !== 'passed').map(({ file }) => file);
  return {
    passed: named((status) => status === 'passed'),
    failed: named((status) => status === 'failed'),
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
    files: [...new Set(unwell)],
  };
}

let passed = 0;
let failed: string[] = [];
try {
  const first = run('first');
  passed = first.passed.length;
  failed = [...first.failed, ...first.skipped.map((name) => `${name} (skipped)`)];
  // A failure is a failure; only what the machine could not do a moment ago is asked again.
  if (first.failed.length === 0 && first.skipped.length > 0) {
    process.stdout.write(`\nOnce more, alone: ${first.files.join(', ')}\n`);
    const again = run('again', first.files);
    const still = new Set([...again.failed, ...again.skipped]);
    passed += first.skipped.filter((name) => !still.has(name)).length;
    failed = [...still].map((name) => `${name} (failed or skipped twice)`);
  }
} catch (error) {
  failed = [`the suite did not come to an end: ${(error as Error).message}`];
} finally {
  rmSync(folder, { recursive: true });
}
for (const name of failed) process.stdout.write(`NOT PASSED: ${name}\n`);
if (passed === 0 && failed.length === 0) failed = ['no test was run'];
process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
