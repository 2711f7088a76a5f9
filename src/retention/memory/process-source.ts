import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { cgroupAnonymousBytes, cgroupLimit, cgroupOf, cgroupOomKills } from './cgroup.ts';
import { classOfResident, type MemorySource } from './memory-source.ts';
import { anonymousBytes, availableShare, processStat, processTree } from './procfs.ts';
import { runtimeOfProcess } from './runtime-of-process.ts';

/** How long a list of workers is believed, seconds: walking /proc costs more than reading memory. */
const TREE_SECONDS = 1;

/**
 * Resident memory of a process and everything it started. Several roots stand for a server whose workers share a port.
 * Throws `memory-source-unreadable` when the process is not there or not ours to read.
 */
export function processSource(roots: readonly number[], runtime?: Runtime): MemorySource {
  const [root] = roots;
  if (root === undefined || roots.some((pid) => anonymousBytes(pid) === undefined))
    throw new RetentionError(
      'memory-source-unreadable',
      `Memory of process ${roots.join(', ')} can not be read.`,
    );
  const known = runtime ?? runtimeOfProcess(root);
  const group = cgroupOf(root);
  let tree: number[] = [];
  let treeAt = Number.NEGATIVE_INFINITY;
  return {
    name: `process ${roots.join(', ')} (anonymous memory)`,
    runtime: known,
    memoryClass: classOfResident(known),
    leastSecondsBetween: 0.02,
    async read() {
      const at = performance.now() / 1_000;
      if (at - treeAt > TREE_SECONDS) {
        tree = [...new Set(roots.flatMap(processTree))];
        treeAt = at;
      }
      const parts = tree.map(anonymousBytes).filter((bytes) => bytes !== undefined);
      if (parts.length === 0)
        throw new RetentionError('memory-source-unreadable', `Process ${roots.join(', ')} has ended.`);
      return { at, bytes: parts.reduce((sum, bytes) => sum + bytes, 0) };
    },
    async vitals() {
      return {
        birth: roots.map((pid) => processStat(pid)?.startTicks ?? 'ended').join(' '),
        availableShare: availableShare(),
        ...(group && { limitBytes: cgroupLimit(group), oomKills: cgroupOomKills(group) }),
      };
    },
  };
}

/** Anonymous memory of a whole container by its control group folder. */
export function cgroupSource(folder: string, runtime: Runtime = 'unknown'): MemorySource {
  const bytesNow = () => {
    const bytes = cgroupAnonymousBytes(folder);
    if (bytes === undefined)
      throw new RetentionError(
        'memory-source-unreadable',
        `${folder} has no memory.stat of control groups version 2.`,
      );
    return bytes;
  };
  bytesNow();
  return {
    name: `control group ${folder} (anonymous memory)`,
    runtime,
    memoryClass: classOfResident(runtime),
    leastSecondsBetween: 0.05,
    async read() {
      return { at: performance.now() / 1_000, bytes: bytesNow() };
    },
    async vitals() {
      return {
        limitBytes: cgroupLimit(folder),
        oomKills: cgroupOomKills(folder),
        availableShare: availableShare(),
      };
    },
  };
}
