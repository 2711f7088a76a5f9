import type { Runtime } from '../vocabulary.ts';
import { type MetricSample, sumOf } from './prometheus-text.ts';

/** What a page of metrics says about memory. Bytes. */
export interface RuntimeMemory {
  readonly runtime: Runtime;
  readonly residentBytes?: number | undefined;
  /** Managed heap and what it holds outside (Buffers, certificates). */
  readonly heapBytes?: number | undefined;
  readonly collections?: number | undefined;
  readonly startTimeSeconds?: number | undefined;
}

/**
 * Libraries list collections only once there was one: where the page tells that it will count them (by their TYPE line, or
 * by other figures of the collector), none so far is zero.
 */
function collectionsSoFar(counted: number | undefined, announced: boolean): number | undefined {
  return counted ?? (announced ? 0 : undefined);
}

/** Metric names of prom-client, Micrometer and jmx, the Go and Python clients, and .NET's two exporters. */
export function readRuntimeMemory(samples: readonly MetricSample[], text = ''): RuntimeMemory {
  const sum = (name: string, labels?: Record<string, string>) => sumOf(samples, name, labels);
  const first = (...values: (number | undefined)[]) => values.find((value) => value !== undefined);
  const process = {
    residentBytes: sum('process_resident_memory_bytes') ?? sum('process_memory_usage_bytes'),
    startTimeSeconds: sum('process_start_time_seconds'),
  };
  const has = (prefix: string) => samples.some(({ name }) => name.startsWith(prefix));

  if (has('nodejs_')) {
    const heap = sum('nodejs_heap_size_used_bytes');
    return {
      ...process,
      runtime: 'node',
      heapBytes: heap === undefined ? undefined : heap + (sum('nodejs_external_memory_bytes') ?? 0),
      collections: collectionsSoFar(
        sum('nodejs_gc_duration_seconds_count', { kind: 'major' }),
        text.includes('nodejs_gc_duration_seconds'),
      ),
    };
  }
  if (has('jvm_'))
    return {
      ...process,
      runtime: 'jvm',
      heapBytes: first(
        sum('jvm_memory_used_bytes', { area: 'heap' }),
        sum('jvm_memory_bytes_used', { area: 'heap' }),
      ),
      collections: collectionsSoFar(
        first(
          sum('jvm_gc_pause_seconds_count'),
          sum('jvm_gc_collection_seconds_count'),
          sum('jvm_gc_duration_seconds_count'),
        ),
        text.includes('jvm_gc_'),
      ),
    };
  if (has('go_'))
    return {
      ...process,
      runtime: 'go',
      heapBytes: sum('go_memstats_heap_alloc_bytes'),
      collections: sum('go_gc_duration_seconds_count'),
    };
  if (has('dotnet_') || has('process_runtime_dotnet_'))
    return {
      ...process,
      runtime: 'dotnet',
      heapBytes: first(
        sum('dotnet_total_memory_bytes'),
        sum('process_runtime_dotnet_gc_heap_size_bytes'),
        sum('dotnet_gc_last_collection_heap_size_bytes'),
      ),
      collections: first(
        sum('dotnet_collection_count_total', { generation: '2' }),
        sum('dotnet_gc_collections_total', { gc_heap_generation: 'gen2' }),
        sum('process_runtime_dotnet_gc_collections_count_total', { generation: 'gen2' }),
      ),
    };
  if (has('python_')) return { ...process, runtime: samples.some(isPyPy) ? 'unknown' : 'cpython' };
  if (has('ruby_')) return { ...process, runtime: 'ruby' };
  return { ...process, runtime: 'unknown' };
}

/** PyPy collects lazily, so its resident memory proves less. */
function isPyPy({ name, labels }: MetricSample): boolean {
  return name === 'python_info' && labels.implementation !== undefined && labels.implementation !== 'CPython';
}
