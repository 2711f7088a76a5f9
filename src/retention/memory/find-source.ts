import { basename } from 'node:path';
import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { withCollectionHook } from './collection-hook.ts';
import { commandSource } from './command-source.ts';
import type { PageAccess } from './fetch-text.ts';
import { withForcedCollection } from './forced-collection.ts';
import { jvmCounters } from './jvm-counters.ts';
import type { MemorySource } from './memory-source.ts';
import { metricsSource } from './metrics-source.ts';
import { cgroupSource, processSource } from './process-source.ts';
import { executableOf, listenersOn, processStat, processTree } from './procfs.ts';

/** Where the user says that memory can be read; all optional. */
export interface MemoryOptions {
  readonly pid?: number | undefined;
  readonly cgroup?: string | undefined;
  readonly metrics?: string | undefined;
  readonly memoryCommand?: string | undefined;
  /** Headers for pages of `metrics` and `collect`. */
  readonly pageHeaders?: Readonly<Record<string, string>> | undefined;
  /** How a page of `metrics` or `collect` is asked for; the probe fills it in. */
  readonly access?: PageAccess | undefined;
  /** Let collections be forced from outside: by the inspector of Node (opened by SIGUSR1), or jcmd of the JVM. */
  readonly allowGc?: boolean | undefined;
  /** URL or shell command that forces a collection. */
  readonly collect?: string | undefined;
  readonly runtime?: Runtime | undefined;
  /** False switches the search on localhost and at /metrics off. */
  readonly discover?: boolean | undefined;
}

/** Sources from the strongest to the weakest; B is before A for a runtime that has both. */
export async function findMemorySource(target: URL, asked: MemoryOptions): Promise<MemorySource | undefined> {
  // What an open connection holds would be told as kept after a collection.
  const options =
    asked.collect === undefined ? asked : { ...asked, access: { ...asked.access, closes: true } };
  const found =
    (await named(options)) ?? (options.discover === false ? undefined : await discovered(target, options));
  if (options.collect === undefined)
    return options.allowGc ? withForcedCollection(found, rootsOf(target, options)) : found;
  if (found === undefined)
    throw new RetentionError(
      'bad-option',
      'A collection hook needs a memory source beside it: --pid or --metrics.',
    );
  return withCollectionHook(found, options.collect, options.access);
}

async function named(options: MemoryOptions): Promise<MemorySource | undefined> {
  const { runtime } = options;
  const metrics =
    options.metrics === undefined
      ? undefined
      : await metricsSource(new URL(options.metrics), runtime, options.access);
  const resident =
    options.pid !== undefined
      ? memoryOfProcesses([options.pid], runtime)
      : options.cgroup !== undefined
        ? cgroupSource(options.cgroup, runtime)
        : options.memoryCommand !== undefined
          ? await commandSource(options.memoryCommand, runtime)
          : undefined;
  return stronger(metrics, resident);
}

async function discovered(target: URL, options: MemoryOptions): Promise<MemorySource | undefined> {
  return stronger(await metricsBeside(target, options), listeningProcess(target, options.runtime));
}

/** Whose collections may be forced: the process that is named, or the listeners of the port. */
function rootsOf(target: URL, options: MemoryOptions): readonly number[] {
  return options.pid === undefined ? listenersFor(target) : [options.pid];
}

/** Heap with collections beats resident memory of the same lazy runtime; the restart signs of both are kept. */
function stronger(
  metrics: MemorySource | undefined,
  resident: MemorySource | undefined,
): MemorySource | undefined {
  if (metrics === undefined || resident === undefined) return metrics ?? resident;
  const [best, other] =
    metrics.memoryClass === 'B' || resident.memoryClass === 'D' ? [metrics, resident] : [resident, metrics];
  return {
    ...best,
    runtime: best.runtime === 'unknown' ? other.runtime : best.runtime,
    vitals: async () => ({ ...(await other.vitals?.()), ...(await best.vitals?.()) }),
    ...(metrics.grownPage && { grownPage: metrics.grownPage }),
  };
}

async function metricsBeside(target: URL, options: MemoryOptions): Promise<MemorySource | undefined> {
  try {
    return await metricsSource(new URL('/metrics', target), options.runtime, options.access);
  } catch {
    return undefined;
  }
}

/** Their resident memory; the heap of a single JVM where it keeps counters of it. */
function memoryOfProcesses(roots: readonly number[], runtime?: Runtime): MemorySource {
  const resident = processSource(roots, runtime);
  const [pid, ...others] = resident.runtime === 'jvm' ? roots.flatMap(processTree) : [];
  const heap = pid !== undefined && others.length === 0 ? jvmCounters(pid) : undefined;
  return stronger(heap, resident) ?? resident;
}

/** The process that listens on the target's port, when the target is this machine. */
export function listeningProcess(target: URL, runtime?: Runtime): MemorySource | undefined {
  const roots = listenersFor(target);
  try {
    return roots.length === 0 ? undefined : memoryOfProcesses(roots, runtime);
  } catch {
    return undefined;
  }
}

function listenersFor(target: URL): readonly number[] {
  if (!isLoopback(target.hostname)) return [];
  const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
  const listeners = listenersOn(port).filter((pid) => !forwards(pid));
  // A worker that inherited the socket is counted below its parent, so only the parents are roots.
  return listeners.filter((pid) => !listeners.includes(processStat(pid)?.parent ?? 0));
}

/** Programs that hold a port for a service elsewhere: their memory is not the service's. */
const FORWARDERS = /^(docker-proxy|rootlessport|rootlesskit|slirp4netns|pasta|gvproxy|kubectl|sshd?|socat)$/;

function forwards(pid: number): boolean {
  return FORWARDERS.test(basename(executableOf(pid) ?? ''));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
