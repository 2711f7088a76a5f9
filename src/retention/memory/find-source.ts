import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { commandSource, withCollectionHook } from './command-source.ts';
import type { MemorySource } from './memory-source.ts';
import { metricsSource } from './metrics-source.ts';
import { cgroupSource, processSource } from './process-source.ts';
import { listenersOn, processStat } from './procfs.ts';

/** Where the user says that memory can be read; all optional. */
export interface MemoryOptions {
  readonly pid?: number | undefined;
  readonly cgroup?: string | undefined;
  readonly metrics?: string | undefined;
  readonly memoryCommand?: string | undefined;
  /** URL or shell command that forces a collection. */
  readonly collect?: string | undefined;
  readonly runtime?: Runtime | undefined;
  /** False switches the search on localhost and at /metrics off. */
  readonly discover?: boolean | undefined;
}

/** Sources from the strongest to the weakest; B is before A for a runtime that has both. */
export async function findMemorySource(
  target: URL,
  options: MemoryOptions,
): Promise<MemorySource | undefined> {
  const found =
    (await named(options)) ??
    (options.discover === false ? undefined : await discovered(target, options.runtime));
  if (options.collect === undefined) return found;
  if (found === undefined)
    throw new RetentionError(
      'bad-option',
      'A collection hook needs a memory source beside it: --pid or --metrics.',
    );
  return withCollectionHook(found, options.collect);
}

async function named(options: MemoryOptions): Promise<MemorySource | undefined> {
  const { runtime } = options;
  const metrics =
    options.metrics === undefined ? undefined : await metricsSource(new URL(options.metrics), runtime);
  const resident =
    options.pid !== undefined
      ? processSource([options.pid], runtime)
      : options.cgroup !== undefined
        ? cgroupSource(options.cgroup, runtime)
        : options.memoryCommand !== undefined
          ? await commandSource(options.memoryCommand, runtime)
          : undefined;
  return stronger(metrics, resident);
}

async function discovered(target: URL, runtime: Runtime | undefined): Promise<MemorySource | undefined> {
  return stronger(await metricsBeside(target, runtime), listeningProcess(target, runtime));
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
  };
}

async function metricsBeside(target: URL, runtime: Runtime | undefined): Promise<MemorySource | undefined> {
  try {
    return await metricsSource(new URL('/metrics', target), runtime);
  } catch {
    return undefined;
  }
}

/** The process that listens on the target's port, when the target is this machine. */
export function listeningProcess(target: URL, runtime?: Runtime): MemorySource | undefined {
  if (!isLoopback(target.hostname)) return undefined;
  const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
  const listeners = listenersOn(port);
  // A worker that inherited the socket is counted below its parent, so only the parents are roots.
  const roots = listeners.filter((pid) => !listeners.includes(processStat(pid)?.parent ?? 0));
  try {
    return roots.length === 0 ? undefined : processSource(roots, runtime);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
