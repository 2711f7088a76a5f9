import { setTimeout as sleep } from 'node:timers/promises';
import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { bytesIn, runCommand } from './command.ts';
import { fetchText, type PageAccess } from './fetch-text.ts';
import { classOfResident, type MemoryReading, type MemorySource } from './memory-source.ts';

/** Resident memory that a command of the user prints, in bytes. */
export async function commandSource(command: string, runtime: Runtime = 'unknown'): Promise<MemorySource> {
  const bytesNow = async () => {
    const text = await runCommand(command, 'memory-source-unreadable');
    const bytes = bytesIn(text);
    if (bytes === undefined)
      throw new RetentionError(
        'memory-source-unreadable',
        `The command \`${command}\` did not print a number of bytes.`,
      );
    return bytes;
  };
  await bytesNow();
  const started = performance.now();
  await bytesNow();
  const seconds = (performance.now() - started) / 1_000;
  const aside = seconds > SLOW_SECONDS ? new ReadAhead(bytesNow, seconds) : undefined;
  const rate = aside ? `, ${(AT_ONCE / seconds).toFixed(1)} readings a second` : '';
  return {
    name: `command ${command}${rate}`,
    runtime,
    memoryClass: classOfResident(runtime),
    leastSecondsBetween: aside ? Math.max(0.1, seconds / AT_ONCE) : 0.1,
    async read() {
      if (aside !== undefined) return aside.next();
      const bytes = await bytesNow();
      return { at: performance.now() / 1_000, bytes };
    },
  };
}

/** A command that takes longer is started again before it has ended, so that samples come at the pace of a run. */
const SLOW_SECONDS = 0.1;
/** So many run side by side: docker, kubectl and ssh mostly wait. */
const AT_ONCE = 4;

/** Runs of a slow command, one started after another; a reading is the next of them that ends. */
class ReadAhead {
  private readonly bytesNow: () => Promise<number>;
  private readonly gapMs: number;
  private readonly underWay: Promise<number>[] = [];
  private startedAt = Number.NEGATIVE_INFINITY;

  constructor(bytesNow: () => Promise<number>, seconds: number) {
    this.bytesNow = bytesNow;
    this.gapMs = (seconds * 1_000) / AT_ONCE;
  }

  async next(): Promise<MemoryReading> {
    for (;;) {
      this.startOne();
      const oldest = this.underWay[0] as Promise<number>;
      const ended = oldest.then(
        () => true,
        () => true,
      );
      if (!(await Promise.race([ended, sleep(this.gapMs, false)]))) continue;
      this.underWay.shift();
      return { bytes: await oldest, at: performance.now() / 1_000 };
    }
  }

  private startOne(): void {
    const now = performance.now();
    const due = now - this.startedAt >= this.gapMs && this.underWay.length < AT_ONCE;
    if (!due && this.underWay.length > 0) return;
    this.startedAt = now;
    const run = this.bytesNow();
    // A failure is told by the reading that takes it.
    run.catch(() => {});
    this.underWay.push(run);
  }
}

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
  const beside = besideCollections(source);
  const collect = async () => {
    await beside.rest();
    return bytesIn(await call()) ?? (await source.read()).bytes;
  };
  const speaks = bytesIn(await call()) !== undefined;
  if (!speaks && source.memoryClass === 'D')
    throw new RetentionError(
      'memory-source-unreadable',
      'The collection hook prints no heap size and no metrics address gives one: add --metrics, or let the hook print bytes.',
    );
  return {
    ...source,
    name: `${source.name}, collections by ${hook}`,
    memoryClass: 'C',
    read: beside.read,
    collect,
  };
}

/** A page that takes so long to read, ms, is read once in so many: what writing it holds would be told as kept. */
const SLOW_MS = 100;
const SLOW_EVERY_MS = 5_000;

/** Readings between forced collections, of which none is judged: slow ones are rare, and none is under way meanwhile. */
function besideCollections(source: MemorySource) {
  let latest: MemoryReading | undefined;
  let [endedAt, took] = [Number.NEGATIVE_INFINITY, 0];
  let underWay: Promise<unknown> | undefined;
  return {
    async read(): Promise<MemoryReading> {
      const now = performance.now();
      if (latest && took > SLOW_MS && now - endedAt < SLOW_EVERY_MS) return { ...latest, at: now / 1_000 };
      const reading = source.read();
      underWay = reading.catch(() => {});
      latest = await reading;
      endedAt = performance.now();
      took = endedAt - now;
      return latest;
    },
    async rest(): Promise<void> {
      await underWay;
    },
  };
}
