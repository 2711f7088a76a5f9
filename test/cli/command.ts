import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** Sent when standard error first says this. */
  readonly interruptAt?: RegExp;
}

/** What users run: `npm test` builds it first. */
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A folder of its own, so that no test sees another's files. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'middlebrick-test-'));
}

/** Runs the command line as a user's shell would, in a process of its own. */
export function middlebrick(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const cwd = options.cwd ?? freshFolder();
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, XDG_STATE_HOME: join(cwd, 'state'), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.stdin ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    const before = stderr;
    stderr += chunk;
    if (options.interruptAt?.test(stderr) && !options.interruptAt.test(before)) child.kill('SIGINT');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
