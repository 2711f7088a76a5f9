import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heapInCounters } from '../../src/retention/memory/jvm-counters.ts';

/** A file of counters as HotSpot lays it out (perfMemory.hpp, version 2), with these numbers in it. */
function counters(values: Readonly<Record<string, number>>, little = true): Buffer {
  const entries = Object.entries(values).map(([name, value]) => {
    const room = Math.ceil((name.length + 1) / 8) * 8;
    const entry = Buffer.alloc(24 + room + 8);
    const int = (number: number, at: number) =>
      little ? entry.writeInt32LE(number, at) : entry.writeInt32BE(number, at);
    int(entry.length, 0);
    int(24, 4);
    int(0, 8);
    entry.write('J', 12, 'latin1');
    int(24 + room, 16);
    entry.write(name, 24, 'latin1');
    if (little) entry.writeBigInt64LE(BigInt(value), 24 + room);
    else entry.writeBigInt64BE(BigInt(value), 24 + room);
    return entry;
  });
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(32);
  const int = (number: number, at: number) =>
    little ? head.writeInt32LE(number, at) : head.writeInt32BE(number, at);
  head.writeUInt32BE(0xcafec0c0, 0);
  head[4] = little ? 1 : 0;
  head[5] = 2;
  head[7] = 1;
  int(body.length, 8);
  int(32, 24);
  int(entries.length, 28);
  return Buffer.concat([head, body, Buffer.alloc(64)]);
}

const HEAP = {
  'java.threads.live': 12,
  'sun.gc.generation.0.space.0.used': 1_000,
  'sun.gc.generation.0.space.1.used': 200,
  'sun.gc.generation.1.space.0.used': 30_000,
  'sun.gc.generation.1.space.0.capacity': 900_000,
  'sun.gc.metaspace.used': 5_000_000,
  'sun.gc.collector.0.invocations': 7,
  'sun.gc.collector.1.invocations': 2,
  'sun.gc.collector.2.invocations': 99,
};

describe('the counters of a JVM', () => {
  test.each([true, false])('tell the heap in use and its collections, little endian: %j', (little) => {
    expect(heapInCounters(counters(HEAP, little))).toEqual({ bytes: 31_200, collections: 9 });
  });

  test('without a heap, or of another layout, tell nothing', () => {
    const other = counters(HEAP);
    other[5] = 3;
    for (const file of [
      counters({ 'java.threads.live': 1 }),
      other,
      Buffer.from('no such file'),
      Buffer.alloc(0),
    ])
      expect(heapInCounters(file)).toBeUndefined();
  });

  test('are read to their end and no further, whatever stands in them', () => {
    const whole = counters(HEAP);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
        const file = Buffer.from(whole.subarray(0, length));
        if (at < file.length) file[at] = byte;
        const heap = heapInCounters(file);
        return heap === undefined || Number.isFinite(heap.bytes);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
