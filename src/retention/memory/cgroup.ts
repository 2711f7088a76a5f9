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

/** Folder of the control group (version 2) of a process; undefined on version 1 or at the root. */
export function cgroupOf(pid: number): string | undefined {
  const path = /^0::(\/.+)$/m.exec(read('/proc', `${pid}/cgroup`) ?? '')?.[1];
  return path === undefined || path === '/' ? undefined : join('/sys/fs/cgroup', path);
}

/** Anonymous memory of a control group: not memory.current, which holds page cache, sockets and slab too. */
export function cgroupAnonymousBytes(folder: string): number | undefined {
  return field(read(folder, 'memory.stat'), 'anon');
}

/** Memory limit in bytes, the least of the group's own and of those around it; undefined when there is none. */
export function cgroupLimit(folder: string): number | undefined {
  const written = read(folder, 'memory.max');
  // The root has none, and a pod's or slice's limit stands above the container's.
  if (written === undefined) return undefined;
  const limits = [Number(written.trim()), cgroupLimit(dirname(folder)) ?? Number.POSITIVE_INFINITY];
  const least = Math.min(...limits.filter((limit) => limit > 0));
  return Number.isFinite(least) ? least : undefined;
}

/** How often the kernel killed a process of this group for want of memory. */
export function cgroupOomKills(folder: string): number | undefined {
  return field(read(folder, 'memory.events'), 'oom_kill');
}
