import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { MAIN } from '../cli/command.ts';
import type { Place } from './databases.ts';
import { type Client, clientOf } from './serving.ts';

export interface ServerProcess {
  readonly url: string;
  /** Of the first start of this database. */
  readonly key: string | undefined;
  readonly client: Client;
  /** `kill -9` of this process alone: its scans have to find out by themselves. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves to the exit code. */
  stop(): Promise<number | null>;
  said(): string;
}

/** `middlebrick serve` as users start it. */
export async function serveProcess(place: Place, key?: string, ...words: string[]): Promise<ServerProcess> {
  const role = words.includes('worker') ? 'works on scans' : 'serves at';
  const child = spawn(
    process.execPath,
    [MAIN, 'serve', '--port', '0', '--data', place.folder, '--allow', '127.0.0.0/8', ...words],
    {
      env: {
        PATH: process.env.PATH,
        HOME: place.folder,
        ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
        ...place.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await until(
    () => said.includes(role) || child.exitCode !== null,
    () => said,
  );
  if (child.exitCode !== null) throw new Error(said);
  // The key comes in the same write.
  const url = /serves at (\S+)/.exec(said)?.[1] ?? '';
  const shown = /mbk_\S+/.exec(said)?.[0];
  return {
    url,
    key: shown,
    client: clientOf(url, key ?? shown),
    kill: () => signalled(child, 'SIGKILL', ended).then(() => undefined),
    stop: () => signalled(child, 'SIGTERM', ended),
    said: () => said,
  };
}

function signalled(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>) {
  child.kill(signal);
  return ended;
}

export async function until(is: () => boolean | Promise<boolean>, why: () => string, withinMs = 90_000) {
  const late = Date.now() + withinMs;
  while (!(await is())) {
    if (Date.now() > late) throw new Error(`not after ${withinMs} ms: ${why()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
