import { RetentionError } from '../errors.ts';
import { bytesIn, runCommand } from './command.ts';
import { fetchText, type PageAccess } from './fetch-text.ts';
import { COLLECTIONS, heldAfter } from './held-after.ts';
import type { MemoryReading, MemorySource } from './memory-source.ts';

/**
 * A page that takes so long to read, ms, is not read between collections: writing megabytes costs the target memory and
 * time, which would be told as kept.
 */
const SLOW_MS = 100;

/**
 * Adds a hook that forces a collection, which lifts a lazy runtime to class C. What is held is the number in the
 * hook's own answer, else the heap that the source reads right after. Resident memory of a lazy collector does not
 * fall after a collection, so a hook without a heap figure is refused with `memory-source-unreadable`.
 */
export async function withCollectionHook(
  source: MemorySource,
  hook: string,
  access: PageAccess = {},
): Promise<MemorySource> {
  const call = /^https?:\/\//.test(hook)
    ? () => fetchText(new URL(hook), access)
    : () => runCommand(hook, 'memory-source-unreadable');
  const speaks = bytesIn(await call()) !== undefined;
  if (!speaks && source.memoryClass === 'D')
    throw new RetentionError(
      'memory-source-unreadable',
      'The collection hook prints no heap size and no metrics address gives one: add --metrics, or let the hook print bytes.',
    );
  const beside = betweenCollections(source);
  return {
    ...source,
    name: `${source.name}, collections by ${hook}`,
    memoryClass: 'C',
    read: beside.read,
    async collect() {
      await beside.rest();
      if (!speaks && beside.isSlow()) {
        for (let round = 0; round < COLLECTIONS; round++) await call();
        return (await beside.readNow()).bytes;
      }
      const held = await heldAfter(async () => bytesIn(await call()) ?? (await beside.readNow()).bytes);
      if (speaks) beside.held(held);
      return held;
    },
  };
}

/** Readings between forced collections, of which none is judged. Where they are slow, the collections' own stand in. */
function betweenCollections(source: MemorySource) {
  let latest: MemoryReading | undefined;
  let tookMs = 0;
  // Whoever only watches forces none, and wants every reading.
  let areForced = false;
  let heldBefore: number | undefined;
  let underWay: Promise<unknown> | undefined;
  const isSlow = () => areForced && tookMs > SLOW_MS;
  const readNow = async () => {
    const started = performance.now();
    const reading = source.read();
    underWay = reading.catch(() => {});
    latest = await reading;
    tookMs = performance.now() - started;
    return latest;
  };
  return {
    isSlow,
    readNow,
    async read(): Promise<MemoryReading> {
      return latest && isSlow() ? { ...latest, at: performance.now() / 1_000 } : readNow();
    },
    /** None may be under way when a collection is forced. */
    async rest(): Promise<void> {
      areForced = true;
      await underWay;
    },
    /** What a hook that prints bytes found: memory is taken to have moved as that did. */
    held(bytes: number): void {
      if (latest) latest = { ...latest, bytes: latest.bytes + bytes - (heldBefore ?? bytes) };
      heldBefore = bytes;
    },
  };
}
