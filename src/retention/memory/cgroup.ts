import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function read(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'latin1');
  } catch {
    return undefined;
  }
}

function field(text: string | undefined, name: string): number | undefined {
  const match = text === undefined ? null : new RegExp(`^${name} (\\d+)$`, 'm').exec(text);
  return match === null ? undefined : Number(match[1]);
}

const VERSION_2 = '/sys/fs/cgroup';
const VERSION_1 = '/sys/fs/cgroup/memory';
/** What version 1 writes where there is no limit: the largest number of pages. */
const NO_LIMIT = 2 ** 60;

/** Folder of the control group of a process: of version 2, else of the memory controller of version 1. */
export function cgroupOf(pid: number, proc = '/proc'): string | undefined {
  const text = read(proc, `${pid}/cgroup`) ?? '';
  const path = /^0::(\/.+)$/m.exec(text)?.[1];
  if (path !== undefined && path !== '/') return join(VERSION_2, path);
  const old = /^\d+:(?:[\w=,-]+,)?memory(?:,[\w=,-]+)?:(\/.+)$/m.exec(text)?.[1];
  return old === undefined || old === '/' ? undefined : join(VERSION_1, old);
}

/**
 * Anonymous memory of a control group (`anon`; version 1: `total_rss`, with the groups below it): not its usage, which
 * holds page cache, sockets and slab too.
 */
export function cgroupAnonymousBytes(folder: string): number | undefined {
  const text = read(folder, 'memory.stat');
  return field(text, 'anon') ?? field(text, 'total_rss');
}

/** Memory limit in bytes, the least of the group's own and of those around it; undefined when there is none. */
export function cgroupLimit(folder: string): number | undefined {
  const hierarchical = field(read(folder, 'memory.stat'), 'hierarchical_memory_limit');
  if (hierarchical !== undefined) return hierarchical < NO_LIMIT ? hierarchical : undefined;
  const written = read(folder, 'memory.max');
  // The root has none, and a pod's or slice's limit stands above the container's.
  if (written === undefined) return undefined;
  const limits = [Number(written.trim()), cgroupLimit(dirname(folder)) ?? Number.POSITIVE_INFINITY];
  const least = Math.min(...limits.filter((limit) => limit > 0));
  return Number.isFinite(least) ? least : undefined;
}

/** How often the kernel killed a process of this group for want of memory. */
export function cgroupOomKills(folder: string): number | undefined {
  return field(read(folder, 'memory.events') ?? read(folder, 'memory.oom_control'), 'oom_kill');
}
