import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrometheusText, sumOf } from '../../src/retention/memory/prometheus-text.ts';
import { readRuntimeMemory } from '../../src/retention/memory/runtime-metrics.ts';

describe('Prometheus text', () => {
  test('reads labels with escapes, exponents, infinities, timestamps and exemplars', () => {
    const text = [
      '# HELP a help',
      '# TYPE a gauge',
      'a 1',
      'a_total{path="/x,\\"y\\"}",note="a\\nb\\\\c",} 2.5e+6 1700000000',
      'b{} -Inf',
      'c{le="+Inf"} 7 # {trace_id="x"} 0.5',
      'd NaN',
      'e{a="x # {y}"} 4',
      'broken{a=b} 1',
      '',
    ].join('\n');
    expect(parsePrometheusText(text)).toEqual([
      { name: 'a', labels: {}, value: 1 },
      { name: 'a_total', labels: { path: '/x,"y"}', note: 'a\nb\\c' }, value: 2_500_000 },
      { name: 'b', labels: {}, value: Number.NEGATIVE_INFINITY },
      { name: 'c', labels: { le: '+Inf' }, value: 7 },
      { name: 'e', labels: { a: 'x # {y}' }, value: 4 },
    ]);
  });

  test('gives any label back that it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer(), (label, value) => {
        const escaped = label.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
        expect(parsePrometheusText(`m{l="${escaped}"} ${value}`)).toEqual([
          { name: 'm', labels: { l: label }, value: value },
        ]);
      }),
      { seed: 1 },
    );
  });

  test('sums over labels', () => {
    const samples = parsePrometheusText(
      'jvm_memory_used_bytes{area="heap",id="a"} 1\njvm_memory_used_bytes{area="heap",id="b"} 2\njvm_memory_used_bytes{area="nonheap",id="c"} 4',
    );
    expect(sumOf(samples, 'jvm_memory_used_bytes', { area: 'heap' })).toBe(3);
    expect(sumOf(samples, 'other')).toBeUndefined();
  });
});

describe('runtime metrics', () => {
  test.each([
    [
      'node',
      'nodejs_heap_size_used_bytes 100\nnodejs_external_memory_bytes 20\nnodejs_gc_duration_seconds_count{kind="major"} 3\nnodejs_gc_duration_seconds_count{kind="minor"} 90',
      { heapBytes: 120, collections: 3 },
    ],
    [
      'jvm',
      'jvm_memory_used_bytes{area="heap",id="x"} 5\njvm_gc_pause_seconds_count{action="end of minor GC"} 2\njvm_gc_pause_seconds_count{action="end of major GC"} 1',
      { heapBytes: 5, collections: 3 },
    ],
    [
      'go',
      'go_memstats_heap_alloc_bytes 9\ngo_gc_duration_seconds_count 4',
      { heapBytes: 9, collections: 4 },
    ],
    [
      'dotnet',
      'dotnet_total_memory_bytes 8\ndotnet_collection_count_total{generation="2"} 1\ndotnet_collection_count_total{generation="0"} 9',
      { heapBytes: 8, collections: 1 },
    ],
    [
      'cpython',
      'python_info{implementation="CPython"} 1\nprocess_resident_memory_bytes 7',
      { residentBytes: 7 },
    ],
    [
      'unknown',
      'python_info{implementation="PyPy"} 1\nprocess_resident_memory_bytes 7',
      { residentBytes: 7 },
    ],
    [
      'unknown',
      'process_resident_memory_bytes 7\nprocess_start_time_seconds 3',
      { residentBytes: 7, startTimeSeconds: 3 },
    ],
  ])('knows %s', (runtime, text, expected) => {
    expect(readRuntimeMemory(parsePrometheusText(text))).toMatchObject({ runtime, ...expected });
  });
});
