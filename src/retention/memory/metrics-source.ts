import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { fetchText } from './fetch-text.ts';
import { classOfResident, type MemorySource } from './memory-source.ts';
import { parsePrometheusText } from './prometheus-text.ts';
import { type RuntimeMemory, readRuntimeMemory } from './runtime-metrics.ts';

/**
 * Reads a page of Prometheus metrics. Heap with a collection count is class B; resident memory is class A or D by
 * runtime. Throws `memory-source-unreadable` when the page can not be had or names no memory.
 */
export async function metricsSource(url: URL, runtime?: Runtime): Promise<MemorySource> {
  const memory = async (): Promise<RuntimeMemory> =>
    readRuntimeMemory(parsePrometheusText(await fetchText(url)));
  const first = await memory();
  const known = runtime ?? (first.runtime === 'unknown' ? undefined : first.runtime);
  const byHeap = first.heapBytes !== undefined && first.collections !== undefined;
  if (!byHeap && first.residentBytes === undefined)
    throw new RetentionError(
      'memory-source-unreadable',
      `${url.href} lists no memory metric that is known here.`,
    );
  let latest = first;
  return {
    name: `${url.href} (${byHeap ? 'heap and collections' : 'resident memory'})`,
    runtime: known ?? 'unknown',
    memoryClass: byHeap ? 'B' : classOfResident(known ?? 'unknown'),
    leastSecondsBetween: 0.1,
    async read() {
      latest = await memory();
      const bytes = byHeap ? latest.heapBytes : latest.residentBytes;
      if (bytes === undefined)
        throw new RetentionError('memory-source-unreadable', `${url.href} stopped listing memory.`);
      return { at: performance.now() / 1_000, bytes, ...(byHeap && { collections: latest.collections }) };
    },
    async vitals() {
      return latest.startTimeSeconds === undefined ? {} : { birth: latest.startTimeSeconds.toString() };
    },
  };
}
