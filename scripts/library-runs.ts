import { z } from 'zod';
import { MEMORY_CLASSES, VERDICTS } from '../src/retention/vocabulary.ts';
import { readRecord, writeRecord } from './run-record.ts';

const FILE = new URL('../docs/library-runs.json', import.meta.url);

/** How a run was asked for. full: the best memory source that the service offers. default: not a word about memory. next-step: with the flag that the default run named. */
export const ASKED = ['full', 'default', 'next-step'] as const;

const Run = z.object({
  service: z.string(),
  library: z.string(),
  asked: z.enum(ASKED),
  /** What the library's documentation has, and what a plain load found. */
  expected: z.string(),
  plainLoad: z.string(),
  truthBytes: z.number(),
  verdict: z.enum(VERDICTS),
  memoryClass: z.enum(MEMORY_CLASSES),
  bytes: z.object({ low: z.number(), estimate: z.number(), high: z.number() }).nullable(),
  seconds: z.number(),
  judged: z.enum(['right', 'open', 'wrong']),
});
export type LibraryRun = z.infer<typeof Run>;

export function readLibraryRuns(): LibraryRun[] {
  return readRecord(FILE, Run);
}

/** Replaces the run of the same service that was asked for in the same way. */
export function recordLibraryRun(run: LibraryRun): void {
  const others = readLibraryRuns().filter((one) => one.service !== run.service || one.asked !== run.asked);
  const runs = [...others, run].sort(
    (a, b) => ASKED.indexOf(a.asked) - ASKED.indexOf(b.asked) || a.service.localeCompare(b.service, 'en'),
  );
  writeRecord(FILE, runs);
}
