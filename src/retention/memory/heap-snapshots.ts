import { createReadStream, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { isAbsolute } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { heapInSnapshot } from './heap-snapshot-file.ts';
import { anonymousBytes, catchesSignal, pidInside, userOf } from './procfs.ts';

/** Of a larger process a snapshot takes seconds, in which it answers nobody, and fills the disk. */
const MOST_RESIDENT = 512 * 1024 * 1024;
const WRITTEN_MS = 30_000;
const POLL_MS = 20;

/**
 * Collections of a Node process that was started with `--heapsnapshot-signal`: each snapshot collects first, and lists
 * every object that is left with its size. It is deleted once it was read. Undefined for a process without that flag,
 * and for one larger than 512 MiB.
 */
export function heapSnapshots(pid: number): (() => Promise<number>) | undefined {
  const settings = settingsOf(pid);
  if (settings === undefined || (anonymousBytes(pid) ?? 0) > MOST_RESIDENT) return undefined;
  const { signal, folder } = settings;
  const inside = pidInside(pid);
  const there = () => readdirSync(folder).filter((file) => isSnapshotOf(inside, file));
  try {
    there();
  } catch {
    return undefined;
  }
  return async () => {
    const before = there();
    process.kill(pid, signal);
    const path = await written(() => {
      const file = there().find((one) => !before.includes(one));
      return file === undefined ? undefined : `${folder}/${file}`;
    }, userOf(pid));
    try {
      return await heapInSnapshot(createReadStream(path));
    } finally {
      await rm(path, { force: true });
    }
  };
}

/** As Node names them: `Heap.<date>.<time>.<process>.<thread>.<number>.heapsnapshot`. */
function isSnapshotOf(pid: string, file: string): boolean {
  const [kind, , , process] = file.split('.');
  return kind === 'Heap' && process === pid && file.endsWith('.heapsnapshot');
}

/** The signal that the process takes, and where it writes. */
function settingsOf(pid: number): { readonly signal: NodeJS.Signals; readonly folder: string } | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const options = variables.find((one) => one.startsWith('NODE_OPTIONS='))?.slice('NODE_OPTIONS='.length);
    const flags = [...(options?.split(' ') ?? []), ...words];
    const setting = (flag: string) => {
      const at = flags.findLastIndex((one) => one === flag || one.startsWith(`${flag}=`));
      if (at < 0) return undefined;
      return flags[at]?.includes('=') ? flags[at].slice(flag.length + 1) : flags[at + 1];
    };
    const signal = setting('--heapsnapshot-signal') as NodeJS.Signals | undefined;
    const number = signal && constants.signals[signal];
    if (signal === undefined || number === undefined || !catchesSignal(pid, number)) return undefined;
    const named = setting('--diagnostic-dir') ?? '.';
    const inside = isAbsolute(named) ? `root${named}` : `cwd/${named}`;
    return { signal, folder: `/proc/${pid}/${inside}` };
  } catch {
    return undefined;
  }
}

/** The path of a file once it is whole. Anybody may write to that folder: what is no file of this user is none. */
async function written(find: () => string | undefined, user: number | undefined): Promise<string> {
  const until = performance.now() + WRITTEN_MS;
  for (let size = -1; performance.now() < until; ) {
    await sleep(POLL_MS);
    const path = find();
    const file = path === undefined ? undefined : lstatSync(path);
    if (path === undefined || !file?.isFile() || file.uid !== user) continue;
    if (file.size === size && size > 0 && (await lastCharacter(path, size)) === '}') return path;
    size = file.size;
  }
  throw new Error(`no heap snapshot was written within ${WRITTEN_MS / 1_000} s`);
}

async function lastCharacter(path: string, size: number): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, Math.max(0, size - 16));
    return buffer.toString('latin1', 0, bytesRead).trimEnd().at(-1);
  } finally {
    await file.close();
  }
}
