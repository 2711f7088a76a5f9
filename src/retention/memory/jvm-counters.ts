import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { RetentionError } from '../errors.ts';
import type { MemorySource } from './memory-source.ts';
import { pidInside, userOf } from './procfs.ts';

/** The JVM makes the file as large as -XX:PerfDataMemorySize says, 32 KiB unless told otherwise. */
const MOST_BYTES = 1024 * 1024;
/** Layout of HotSpot's perfMemory.hpp, version 2. */
const MAGIC = 0xcafec0c0;
const HEADER = { byteOrder: 4, major: 5, used: 8, entries: 24, count: 28, bytes: 32 };
const ENTRY = { name: 4, vector: 8, type: 12, data: 16, bytes: 20 };
const LONG = 'J'.charCodeAt(0);
const USED = /^sun\.gc\.generation\.\d+\.space\.\d+\.used$/;
/** Those of the young generation and of the whole heap; further ones count phases of concurrent collections. */
const INVOCATIONS = /^sun\.gc\.collector\.[01]\.invocations$/;

/** What a JVM says of its heap to whoever may read its counters. */
export interface JvmHeap {
  /** In use after the last collection, and what was allocated since, as far as the collector counts it. */
  readonly bytes: number;
  readonly collections: number;
}

/**
 * Reads the performance counters that HotSpot keeps in hsperfdata_<user>/<pid>, as jstat does: the target is not asked
 * and nothing in it changes. Undefined where the file is no such file, or names no heap.
 */
export function heapInCounters(file: Buffer): JvmHeap | undefined {
  if (file.length < HEADER.bytes || file.readUInt32BE(0) !== MAGIC || file[HEADER.major] !== 2)
    return undefined;
  const little = file[HEADER.byteOrder] === 1;
  const int = (at: number) => (little ? file.readInt32LE(at) : file.readInt32BE(at));
  const end = Math.min(file.length, int(HEADER.used) + HEADER.bytes);
  let [bytes, collections, spaces, collectors] = [0, 0, 0, 0];
  let at = int(HEADER.entries);
  for (let left = int(HEADER.count); left > 0 && at >= HEADER.bytes && at + ENTRY.bytes <= end; left -= 1) {
    const length = int(at);
    const [name, data] = [at + int(at + ENTRY.name), at + int(at + ENTRY.data)];
    if (length < ENTRY.bytes || at + length > end) break;
    if (file[at + ENTRY.type] === LONG && int(at + ENTRY.vector) === 0 && data >= at && data + 8 <= end) {
      const text = file.toString('latin1', name, Math.max(name, file.indexOf(0, name)));
      const value = Number(little ? file.readBigInt64LE(data) : file.readBigInt64BE(data));
      if (USED.test(text)) [bytes, spaces] = [bytes + value, spaces + 1];
      if (INVOCATIONS.test(text)) [collections, collectors] = [collections + value, collectors + 1];
    }
    at += length;
  }
  return spaces > 0 && collectors > 0 ? { bytes, collections } : undefined;
}

/** Heap with collections of the JVM of this process, class B; undefined where it keeps no counters that we may read. */
export function jvmCounters(pid: number): MemorySource | undefined {
  const path = counterFile(pid);
  const heap = () => (path === undefined ? undefined : heapInCounters(readFileSync(path)));
  try {
    if (heap() === undefined) return undefined;
  } catch {
    return undefined;
  }
  return {
    name: `process ${pid} (heap and collections, from the counters of the JVM)`,
    runtime: 'jvm',
    memoryClass: 'B',
    leastSecondsBetween: 0.02,
    async read() {
      const now = heap();
      if (now === undefined)
        throw new RetentionError('memory-source-unreadable', `The JVM ${pid} keeps no counters any more.`);
      return { at: performance.now() / 1_000, ...now };
    },
  };
}

/** In the temporary folder as the process sees it, under the number that it has there. */
function counterFile(pid: number): string | undefined {
  try {
    const inside = pidInside(pid);
    const folder = `/proc/${pid}/root/tmp`;
    const users = readdirSync(folder).filter((name) => name.startsWith('hsperfdata_'));
    const files = users.flatMap((user) =>
      readdirSync(`${folder}/${user}`).includes(inside) ? [`${folder}/${user}/${inside}`] : [],
    );
    // Anybody may write to that folder: what is no file of the process's own user, or too long to be read whole, is none.
    const user = userOf(pid);
    return files.find((path) => {
      const file = lstatSync(path);
      return file.isFile() && file.uid === user && file.size <= MOST_BYTES;
    });
  } catch {
    return undefined;
  }
}
