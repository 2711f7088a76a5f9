import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const STOP_LIMIT_MS = 5_000;

/** Programs that are not on the path, in words; undefined where all are. */
export function missingOf(needs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  const missing = needs.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
  return missing.length > 0 ? `${missing.join(' and ')} not found` : undefined;
}

/** SIGTERM, and SIGKILL when that does not help; resolves when the process is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(late);
}
