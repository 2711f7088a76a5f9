import type { MemoryClass, Runtime } from '../vocabulary.ts';
import type { PageGrowth } from './metrics-page.ts';

export interface MemoryReading {
  /** Seconds on the monotonic clock of this process. */
  readonly at: number;
  readonly bytes: number;
  /** Total of full collections so far, where the runtime counts them. */
  readonly collections?: number | undefined;
}

/** Signs that the process is still the same one, and how much room is left around it. */
export interface Vitals {
  /** Changes when the process is replaced: start times of its parts, as text. */
  readonly birth?: string | undefined;
  /** Processes that share the work, as text: changes when one ends or appears. */
  readonly workers?: string | undefined;
  readonly oomKills?: number | undefined;
  /** Memory limit of the container, bytes. */
  readonly limitBytes?: number | undefined;
  /** Share of the machine's memory that is still available, 0 to 1. */
  readonly availableShare?: number | undefined;
}

/** Where memory is read. Tests and other transports stand in here. */
export interface MemorySource {
  /** What is read, for reports: `process 4711 (anonymous memory)`. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly memoryClass: MemoryClass;
  /** Readings more frequent than this disturb the target. */
  readonly leastSecondsBetween: number;
  /** Throws RetentionError `memory-source-unreadable`. */
  read(): Promise<MemoryReading>;
  /** Forces collections and says what is held after them, bytes. Present in class C only. */
  collect?(): Promise<number>;
  vitals?(): Promise<Vitals>;
  close?(): void;
  /** How its metrics page, read once more, grew with so many fresh identities. */
  grownPage?(identities: number): Promise<PageGrowth | undefined>;
}

/** Runtimes whose resident memory follows what is held: no lazy collector stands between. */
export function classOfResident(runtime: Runtime): MemoryClass {
  return runtime === 'native' || runtime === 'cpython' ? 'A' : 'D';
}
