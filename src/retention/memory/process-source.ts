import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { cgroupAnonymousBytes, cgroupLimit, cgroupOf, cgroupOomKills } from './cgroup.ts';
import { classOfResident, type MemorySource } from './memory-source.ts';
import { anonymousBytes, availableShare, executableOf, processStat, processTree } from './procfs.ts';
import { runtimeOfProcess } from './runtime-of-process.ts';

/** How long a list of workers is believed, seconds: walking /proc costs more than reading memory. */
const TREE_SECONDS = 1;

/**
 * Resident memory of a process and everything it started, summed. Several roots stand for a server whose workers share a
 * port. Workers, the members that run the same program as a root, are named, and one that ends or appears is noticed.
 * Throws `memory-source-unreadable` when the process is not there or not ours to read.
 */
export function processSource(roots: readonly number[], runtime?: Runtime): MemorySource {
  const [root] = roots;
  if (root === undefined || roots.some((pid) => anonymousBytes(pid) === undefined))
    throw new RetentionError(
      'memory-source-unreadable',
      `Memory of process ${roots.join(', ')} can not be read.`,
    );
  const programs = new Set(roots.map(executableOf));
  const members = () => [...new Set(roots.flatMap(processTree))];
  const isWorker = (pid: number) => !roots.includes(pid) && programs.has(executableOf(pid));
  let tree = members();
  let treeAt = performance.now() / 1_000;
  const known = runtime ?? runtimeOfProcess(largest(tree) ?? root);
  const group = cgroupOf(root);
  const workers = tree.filter(isWorker).length;
  return {
    name: nameOf(roots, workers, tree.length),
    runtime: known,
    memoryClass: classOfResident(known),
    leastSecondsBetween: 0.02,
    async read() {
      const at = performance.now() / 1_000;
      if (at - treeAt > TREE_SECONDS) {
        tree = members();
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
        workers: members()
          .filter(isWorker)
          .map((pid) => `${pid}@${processStat(pid)?.startTicks}`)
          .sort()
          .join(' '),
        availableShare: availableShare(),
        ...(group && { limitBytes: cgroupLimit(group), oomKills: cgroupOomKills(group) }),
      };
    },
  };
}

function nameOf(roots: readonly number[], workers: number, all: number): string {
  if (roots.length === 1 && all === 1) return `process ${roots[0]} (anonymous memory)`;
  const others = all - roots.length - workers;
  const parts = [
    `process${roots.length > 1 ? 'es' : ''} ${roots.join(', ')}`,
    ...(workers > 0 ? [`${workers} worker${workers > 1 ? 's' : ''}`] : []),
    ...(others > 0 ? [`${others} other process${others > 1 ? 'es' : ''} that they started`] : []),
  ];
  return `${parts.join(' and ')} (anonymous memory, summed)`;
}

/** A shell or a supervisor may have started the server that keeps things. */
function largest(pids: readonly number[]): number | undefined {
  return [...pids].sort((a, b) => (anonymousBytes(b) ?? 0) - (anonymousBytes(a) ?? 0))[0];
}

/** Anonymous memory of a whole container by its control group folder. */
export function cgroupSource(folder: string, runtime: Runtime = 'unknown'): MemorySource {
  const bytesNow = () => {
    const bytes = cgroupAnonymousBytes(folder);
    if (bytes === undefined)
      throw new RetentionError(
        'memory-source-unreadable',
        `${folder} has no memory.stat of a control group.`,
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
