import { z } from 'zod';
import { SignsSchema } from './signs.ts';
import { StatusMixSchema } from './status-mix.ts';
import {
  ARMS,
  MEMORY_CLASSES,
  PHASES,
  type PhaseName,
  REPEATED_PHASE,
  RUNS,
  RUNTIMES,
} from './vocabulary.ts';

/**
 * The recording of one run: everything that the estimators need, so that a verdict can be given again without the
 * target. Times are seconds since the start of the run, memory is bytes, counts are totals since the start.
 */
const Cut = z.object({
  at: z.number(),
  requests: z.number(),
  identities: z.number(),
  /** Heap after a forced collection at this cut (class C only). */
  heldBytes: z.number().optional(),
});

/** The cast says what the expression allows. */
const Repeated = z.string().regex(REPEATED_PHASE) as unknown as z.ZodType<PhaseName>;
export const PhaseNameSchema = z.union([z.enum(PHASES), Repeated]);

const Phase = z.object({
  name: PhaseNameSchema,
  arm: z.enum(['same', 'fresh', 'idle']),
  start: z.number(),
  end: z.number(),
  requests: z.tuple([z.number(), z.number()]),
  identities: z.tuple([z.number(), z.number()]),
  /** Ends of equal slices; the last is the end of the phase. */
  cuts: z.array(Cut),
  p50Ms: z.number().optional(),
  p99Ms: z.number().optional(),
  /** Answers of this phase by status; absent in recordings from before they were counted. */
  answers: StatusMixSchema.optional(),
});

const Sample = z.object({
  at: z.number(),
  phase: z.union([PhaseNameSchema, z.literal('start')]),
  requests: z.number(),
  identities: z.number(),
  bytes: z.number(),
  /** Total of full collections so far, where the source counts them. */
  collections: z.number().optional(),
});

const Stop = z.object({ code: z.string(), reason: z.string(), at: z.number() });

export const RetentionTraceSchema = z.object({
  format: z.literal('middlebrick-retention-trace'),
  version: z.literal(1),
  target: z.string(),
  arm: z.enum(ARMS),
  memoryClass: z.enum(MEMORY_CLASSES),
  runtime: z.enum(RUNTIMES),
  source: z.string(),
  profile: z.enum(RUNS),
  credentialBytes: z.number(),
  phases: z.array(Phase),
  samples: z.array(Sample),
  /** Present when a stop rule or the user ended the run before its plan did. */
  stopped: Stop.optional(),
  /** True when the run ended by plan at the first look, because nothing had grown. */
  endedEarly: z.boolean().optional(),
  /** Memory that there is, bytes, where it is known. */
  memoryLimit: z.object({ bytes: z.number(), from: z.enum(['given', 'container']) }).optional(),
  /** Fresh credentials, connections or requests an hour of ordinary traffic, as the user states it. */
  newPerHour: z.number().optional(),
  /** What answers and metrics gave away about what grows. */
  signs: SignsSchema.optional(),
  /** Facts beside the curve, one sentence each: limits met, sizes refused. */
  notes: z.array(z.string()).default([]),
});

export type TraceCut = z.infer<typeof Cut>;
export type TracePhase = z.infer<typeof Phase>;
export type TraceSample = z.infer<typeof Sample>;

export type RetentionTrace = z.infer<typeof RetentionTraceSchema>;

export const TRACE_FORMAT = { format: 'middlebrick-retention-trace', version: 1 } as const;
