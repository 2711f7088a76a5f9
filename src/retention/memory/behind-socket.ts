import { readFileSync } from 'node:fs';
import type { MemoryOptions } from './find-source.ts';
import { holdersOf, processStat } from './procfs.ts';

/** In /proc/net/unix: the socket accepts connections (`__SO_ACCEPTCON` of the kernel). */
const LISTENS = '00010000';

/**
 * Memory options for a target behind a socket of the file system: its process where nothing is named, and never what
 * happens to listen on the port that its address seems to have.
 */
export function memoryBehindSocket(socketPath: string, options: MemoryOptions): MemoryOptions {
  const named = [options.pid, options.cgroup, options.memoryCommand, options.metrics];
  if (options.discover === false || named.some((value) => value !== undefined))
    return { ...options, discover: false };
  return { ...options, discover: false, pid: listenerOnSocket(socketPath) };
}

/** The process that listens there; of a server and its workers the one that started the others. */
function listenerOnSocket(socketPath: string): number | undefined {
  let table: string;
  try {
    table = readFileSync('/proc/net/unix', 'latin1');
  } catch {
    return undefined;
  }
  const inodes = table.split('\n').flatMap((line) => {
    const [, , , flags, , , inode = '', ...path] = line.trim().split(/\s+/);
    return flags === LISTENS && path.join(' ') === socketPath ? [inode] : [];
  });
  const pids = holdersOf(new Set(inodes));
  return pids.find((pid) => !pids.includes(processStat(pid)?.parent ?? 0));
}
