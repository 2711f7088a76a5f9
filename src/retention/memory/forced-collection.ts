import { constants } from 'node:os';
import { runCommand } from './command.ts';
import { heapSnapshots } from './heap-snapshots.ts';
import { heldAfter } from './held-after.ts';
import { openInspector } from './inspector.ts';
import type { MemorySource } from './memory-source.ts';
import { catchesSignal } from './procfs.ts';
import { runtimeOfProcess } from './runtime-of-process.ts';

/** Time for a Node process to open its inspector after SIGUSR1, ms. */
const OPENING = { mostMs: 1_500, pauseMs: 100 };
const INSPECTOR = 'http://127.0.0.1:9229';

/**
 * Lifts a Node or JVM process to class C without a hook of its own: collections are forced through Node's inspector,
 * which SIGUSR1 opens, by heap snapshots where it was started with `--heapsnapshot-signal`, or through jcmd. Only where
 * the user allows it. Several processes have one inspector port between them and several heaps, so one alone is served;
 * else the source stays as it is.
 */
export async function withForcedCollection(
  source: MemorySource | undefined,
  roots: readonly number[],
): Promise<MemorySource | undefined> {
  const [pid] = roots;
  if (source === undefined || pid === undefined || roots.length > 1) return source;
  const runtime = runtimeOfProcess(pid);
  if (runtime === 'jvm') return { ...source, ...(await byJcmd(source, pid)) };
  if (runtime === 'node')
    return { ...source, ...((await byInspector(source, pid)) ?? bySnapshots(source, pid)) };
  return source;
}

/** jcmd is a JVM itself, whose start costs more than what it asks for. */
const byOneJcmd = (pid: number) => `printf 'GC.run\\nGC.heap_info\\n' | jcmd ${pid} -f /dev/stdin`;

async function byJcmd(source: MemorySource, pid: number): Promise<Partial<MemorySource>> {
  const collect = async () => {
    const text = await runCommand(byOneJcmd(pid), 'memory-source-unreadable');
    const bytes = usedHeap(text);
    if (bytes === undefined) throw new Error('jcmd GC.heap_info names no heap in use');
    return bytes;
  };
  try {
    await collect();
  } catch {
    return {};
  }
  return { memoryClass: 'C', name: `${source.name}, collections by jcmd`, collect: () => heldAfter(collect) };
}

/** Bytes in use of all parts of the heap that `jcmd GC.heap_info` lists; metaspace is none. */
export function usedHeap(text: string): number | undefined {
  let bytes: number | undefined;
  for (const line of text.split('\n')) {
    if (/^\s*(Metaspace|class space)/.test(line)) break;
    const used = /\bused (\d+)([KM])\b/.exec(line);
    if (used) bytes = (bytes ?? 0) + Number(used[1]) * (used[2] === 'M' ? 1024 * 1024 : 1024);
  }
  return bytes;
}

async function byInspector(source: MemorySource, pid: number): Promise<Partial<MemorySource> | undefined> {
  let inspector = await openInspector(INSPECTOR, pid);
  const wasOpen = inspector !== undefined;
  if (inspector === undefined) {
    // Deno, Bun and a Node told not to listen to it would be ended by the signal.
    if (!catchesSignal(pid, constants.signals.SIGUSR1)) return undefined;
    try {
      process.kill(pid, 'SIGUSR1');
    } catch {
      return undefined;
    }
    const until = performance.now() + OPENING.mostMs;
    while (inspector === undefined && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, OPENING.pauseMs));
      inspector = await openInspector(INSPECTOR, pid);
    }
  }
  if (inspector === undefined) return undefined;
  const { collect, close } = inspector;
  return {
    memoryClass: 'C',
    name: `${source.name}, collections by the inspector`,
    collect: () => heldAfter(collect),
    close: () => close(!wasOpen),
  };
}

/** Where the inspector can not be had: its port is taken, or lies in a container. */
function bySnapshots(source: MemorySource, pid: number): Partial<MemorySource> {
  const collect = heapSnapshots(pid);
  return collect ? { memoryClass: 'C', name: `${source.name}, collections by heap snapshots`, collect } : {};
}
