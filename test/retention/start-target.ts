import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Target {
  readonly url: string;
  /** Where metrics and the collection hook are. */
  readonly observeUrl: string;
  readonly pid: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a program of `targets/` that prints its port, and ends it by closing its standard input, then by its id. */
export async function startTarget(command: string, args: readonly string[], secure = false): Promise<Target> {
  const child = spawn(command, args, {
    cwd: fileURLToPath(new URL('targets/', import.meta.url)),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}`)));
  });
  if (child.pid === undefined) throw new Error(`${command} has no process id`);
  const [port, observePort = port] = printed.split(' ');
  return {
    observeUrl: `http://127.0.0.1:${observePort}`,
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/me`,
    pid: child.pid,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
