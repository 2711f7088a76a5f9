import { setTimeout as sleep } from 'node:timers/promises';
import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { bytesIn, runCommand } from './command.ts';
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
