/**
 * Runs one suite of tests as CI counts it: `tsx scripts/ci-suite.ts [vitest.live.config.ts [file…]]`. A test that was
 * skipped was not run, and counts as failed; on a machine that was too busy for a moment its file is run once more,
 * alone. A runner that ends badly has failed, whatever its tests say. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Suite {
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
/** Memory and time of processes: one more look tells a busy machine from a fault. */
const MEASURED = ['vitest.hostile.config.ts', 'vitest.server.config.ts', 'vitest.server-faults.config.ts'];
const [config = UNIT, ...only] = process.argv.slice(2);

/** @throws where the runner itself did not come to an end */
function run(name: string, files: readonly string[]): Outcome {
  const report = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // The unit suite is called as the README says.
  const [command, before] =
    config === UNIT
      ? (['npm', ['test', '--']] as const)
      : (['npx', ['vitest', 'run', '--config', config]] as const);
  const { status, signal, error } = spawnSync(command, [...before, ...reporters, ...files], {
    stdio: 'inherit',
  });
  if (error) throw error;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Suite;
  const tests = testResults.flatMap(({ name: file, status: ended, message, assertionResults }) =>
    assertionResults.length === 0
      ? [{ file, status: 'failed', name: `${file}: ${message || `${ended}, and holds no test`}` }]
      : assertionResults.map((one) => ({ file, status: one.status, name: `${file} > ${one.fullName}` })),
  );
  const named = (wanted: (status: string) => boolean) =>
    tests.filter((one) => wanted(one.status)).map((one) => one.name);
  const failed = named((one) => one === 'failed');
  // Errors that belong to no test, such as a worker that crashed or a promise that nobody awaited.
  if (status !== 0 && failed.length === 0)
    failed.push(`the runner ended with ${signal ?? status}, though no test failed`);
  const unwell = tests.filter((one) => one.status !== 'passed').map(({ file }) => file);
  return {
    passed: named((one) => one === 'passed'),
    failed,
    skipped: named((one) => one !== 'passed' && one !== 'failed'),
    files: [...new Set(unwell)],
  };
}

let passed = 0;
let failed: string[] = [];
try {
  const first = run('first', only);
  passed = first.passed.length;
  failed = [...first.failed, ...first.skipped.map((name) => `${name} (skipped)`)];
  const open = [...first.failed, ...first.skipped];
  // A failure is a failure; only what the machine could not do a moment ago, and what is measured, is asked again.
  if (open.length > 0 && (first.failed.length === 0 || MEASURED.includes(config))) {
    process.stdout.write(`\nOnce more, alone: ${first.files.join(', ')}\n`);
    const again = run('again', first.files);
    const done = new Set(again.passed);
    passed += open.filter((name) => done.has(name)).length;
    failed = [...new Set([...again.failed, ...again.skipped, ...open])]
      .filter((name) => !done.has(name))
      .map((name) => `${name} (twice)`);
  }
} catch (error) {
  failed.push(`the suite did not come to an end: ${(error as Error).message}`);
} finally {
  rmSync(folder, { recursive: true });
}
for (const name of failed) process.stdout.write(`NOT PASSED: ${name}\n`);
if (passed === 0 && failed.length === 0) failed = ['no test was run'];
process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
