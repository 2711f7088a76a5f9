import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunAnswer, RunRequest } from './mutant-runner.ts';

/** A change that makes a loop endless is noticed, too. For each file, on a machine that does other things beside. */
const LONGEST_MS = 120_000;
const PROGRAM = fileURLToPath(new URL('mutant-runner.ts', import.meta.url));
const LOADER = import.meta.resolve('tsx');

export interface WarmRunner {
  /** Which of these test files fail after that source was changed. */
  failing(tests: readonly string[], changed: string): Promise<string[]>;
  end(): void;
}

/** Started when it is first asked, and anew where one had to be ended. */
export function warmRunner(folder: string): WarmRunner {
  let process: ChildProcess | undefined;
  const end = () => {
    process?.kill('SIGKILL');
    process = undefined;
  };
  const start = () => {
    const started = fork(PROGRAM, [], {
      cwd: resolve(folder),
      execArgv: ['--import', LOADER],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    process = started;
    return started;
  };
  return {
    end,
    failing(tests, changed) {
      const runner = process ?? start();
      const all = tests.map((test) => join(resolve(folder), test));
      return new Promise((done) => {
        const finish = (failed: readonly string[]) => {
          clearTimeout(timer);
          runner.removeAllListeners();
          done(failed.map((file) => file.slice(resolve(folder).length + 1)));
        };
        const timer = setTimeout(() => {
          end();
          finish(all);
        }, LONGEST_MS * tests.length);
        runner.once('message', ({ failed }: RunAnswer) => finish(failed));
        runner.once('exit', () => {
          end();
          finish(all);
        });
        const request: RunRequest = { changed: join(resolve(folder), changed), tests: all };
        runner.send(request);
      });
    },
  };
}
