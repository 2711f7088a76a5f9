/**
 * Runs test files again and again in one process that has read the sources once: a change of one file then costs seconds.
 * A process of its own, so that a change which makes a loop endless can be ended with it.
 */
import type { TestModule, Vitest } from 'vitest/node';
import { createVitest } from 'vitest/node';

/** What is asked of it: these files, after that one was changed. */
export interface RunRequest {
  readonly changed: string;
  readonly tests: readonly string[];
}

/** Files with a test that failed. All are run to their end: a run that is cut short does not tell what failed in it. */
export interface RunAnswer {
  readonly failed: readonly string[];
}

if (process.send) await serve(process.cwd());

async function serve(root: string): Promise<void> {
  const vitest = await createVitest('test', {
    root,
    watch: false,
    // Suites that `npm test` leaves out for their time are asked here one file at a time.
    exclude: ['test/**/*.live.test.ts'],
    // One worker: other work goes on beside this.
    maxWorkers: 1,
    reporters: [{}],
  });
  // Nobody asks any more.
  process.on('disconnect', () => process.exit());
  process.on('message', (request: RunRequest) => void answer(vitest, request));
}

async function answer(vitest: Vitest, { changed, tests }: RunRequest): Promise<void> {
  vitest.invalidateFile(changed);
  const specifications = tests.flatMap((test) => vitest.getRootProject().createSpecification(test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const asked = testModules.filter(({ moduleId }) => tests.includes(moduleId));
  const failed = asked.filter(hasFailed).map(({ moduleId }) => moduleId);
  // A failure outside of all tests, as of a timer that throws.
  if (failed.length === 0 && unhandledErrors.length > 0) failed.push(...tests);
  process.send?.({ failed } satisfies RunAnswer);
}

const hasFailed = (module: TestModule) => module.state() === 'failed' || module.errors().length > 0;
