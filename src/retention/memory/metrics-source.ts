import { setTimeout as sleep } from 'node:timers/promises';
import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { fetchText, type PageAccess } from './fetch-text.ts';
import { classOfResident, type MemorySource } from './memory-source.ts';
import { type PageSize, pageGrowth, pageSize } from './metrics-page.ts';
import { parsePrometheusText } from './prometheus-text.ts';
import { type RuntimeMemory, readRuntimeMemory } from './runtime-metrics.ts';

/** Share of the time that reading a page may take: a page that has grown large costs the target, too. */
const READING_SHARE = 0.2;

/**
 * Reads a page of Prometheus metrics. Heap with a collection count is class B; resident memory is class A or D by
 * runtime. The page's own growth is watched. Throws `memory-source-unreadable` when it can not be had or names no memory.
 */
export async function metricsSource(
  url: URL,
  runtime?: Runtime,
  access: PageAccess = {},
): Promise<MemorySource> {
  let page: PageSize | undefined;
  let firstPage: PageSize | undefined;
  const memory = async (): Promise<RuntimeMemory> => {
    const text = await fetchText(url, access);
    const samples = parsePrometheusText(text);
    page = pageSize(text, samples);
    firstPage ??= page;
    return readRuntimeMemory(samples, text);
  };
  const first = await memory();
  const known = runtime ?? (first.runtime === 'unknown' ? undefined : first.runtime);
  const byHeap = first.heapBytes !== undefined && first.collections !== undefined;
  if (!byHeap && first.residentBytes === undefined)
    throw new RetentionError(
      'memory-source-unreadable',
      `${url.href} lists no memory metric that is known here.`,
    );
  let latest = first;
  let [took, endedAt] = [0, 0];
  return {
    name: `${url.href} (${byHeap ? 'heap and collections' : 'resident memory'})`,
    runtime: known ?? 'unknown',
    memoryClass: byHeap ? 'B' : classOfResident(known ?? 'unknown'),
    leastSecondsBetween: 0.1,
    async read() {
      const rest = endedAt + took / READING_SHARE - took - performance.now();
      if (rest > 1) await sleep(rest);
      const started = performance.now();
      latest = await memory();
      endedAt = performance.now();
      took = endedAt - started;
      const bytes = byHeap ? latest.heapBytes : latest.residentBytes;
      if (bytes === undefined)
        throw new RetentionError('memory-source-unreadable', `${url.href} stopped listing memory.`);
      return { at: endedAt / 1_000, bytes, ...(byHeap && { collections: latest.collections }) };
    },
    async vitals() {
      return latest.startTimeSeconds === undefined ? {} : { birth: latest.startTimeSeconds.toString() };
    },
    async grownPage(identities) {
      // A page that is gone now grew as far as it was read.
      latest = await memory().catch(() => latest);
      return firstPage && page && pageGrowth(firstPage, page, identities);
    },
  };
}
