import { z } from 'zod';
import { ARMS, MEMORY_CLASSES } from '../src/retention/vocabulary.ts';
import { VARIANTS } from './fleet-plan.ts';
import { readRecord, writeRecord } from './run-record.ts';

const FILE = new URL('../docs/retention-runs.json', import.meta.url);

/** One run of the probe against a fresh process of the fleet, beside what the process itself says. */
const Run = z.object({
  service: z.string(),
  pattern: z.string(),
  variant: z.enum(VARIANTS as ['leaky', 'fixed']),
  run: z.number(),
  /** A quick run asks a tenth of a full one. */
  profile: z.enum(['full', 'quick']).default('full'),
  verdict: z.string(),
  arm: z.enum(ARMS),
  memoryClass: z.enum(MEMORY_CLASSES),
  /** 99 % interval; bytes per request where the verdict is per-request-growth. */
  bytesPerCredential: z.object({ low: z.number(), estimate: z.number(), high: z.number() }).nullable(),
  identities: z.number(),
  requests: z.number(),
  /** From the first request to the verdict. */
  seconds: z.number(),
  /** What the process says that it keeps, in the unit of the interval; null where it can not say. */
  truthBytes: z.number().nullable(),
  right: z.boolean(),
});

export type FleetRun = z.infer<typeof Run>;

export function readRuns(): FleetRun[] {
  return readRecord(FILE, Run);
}

/** In the order of the fleet's plan. */
export function writeRuns(runs: readonly FleetRun[]): void {
  writeRecord(FILE, runs);
}

export function sameCell(a: FleetRun, b: Pick<FleetRun, 'service' | 'pattern' | 'variant'>): boolean {
  return a.service === b.service && a.pattern === b.pattern && a.variant === b.variant;
}
