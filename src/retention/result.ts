import { z } from 'zod';
import { CONTAINERS } from './container-kind.ts';
import { OutlookSchema } from './outlook.ts';
import { SEVERITIES } from './severity.ts';
import { MEASURED, StatusMixSchema } from './status-mix.ts';
import { PhaseNameSchema, RetentionTraceSchema } from './trace.ts';
import { ARMS, MEMORY_CLASSES, PER, RESIDENCY_VERDICTS, RUNS, RUNTIMES, VERDICTS } from './vocabulary.ts';

const Finding = z.object({
  /** Rule id: the failing state. */
  id: z.enum([
    'memory-kept-per-credential',
    'memory-kept-per-connection',
    'memory-kept-per-request',
    'state-kept-for-unknown-credentials',
    'cost-grows-with-credentials',
    'oversized-credential-accepted',
    'restart-during-probe',
    'fail-closed-limiter',
  ]),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  /** confirmed: memory measured. likely: the same in a quick run, or in one that was cut short. suspected: a lazy collector's resident memory. observed: told by answers alone. */
  confidence: z.enum(['confirmed', 'likely', 'suspected', 'observed']),
  cwe: z.array(z.string()),
  owasp: z.literal('API4:2023'),
  evidence: z.string(),
  /** What grows, as far as answers, metrics and the shape of the growth tell. */
  container: z
    .object({ kind: z.enum(CONTAINERS), why: z.string(), certainty: z.enum(['shown', 'likely']) })
    .optional(),
});

const Phase = z.object({
  name: PhaseNameSchema,
  arm: z.enum(['same', 'fresh', 'idle']),
  start: z.number(),
  end: z.number(),
  requests: z.number(),
  identities: z.number(),
});

/** Facts of the black box: what answers alone gave away. Fractions are 0 to 1. */
const Residency = z.object({
  oracle: z.enum(['rate-limit-header', 'timing', 'none']),
  /** Probability that a never-seen credential is slower than a known one. */
  auc: z.number().optional(),
  /** Share of warmed credentials still known after so many others. */
  keptAfter: z.array(z.object({ identities: z.number(), fraction: z.number() })),
  keptAfterSilence: z.object({ seconds: z.number(), fraction: z.number() }).optional(),
  costGrowth: z.object({ beforeMs: z.number(), afterMs: z.number(), grows: z.boolean() }).optional(),
  largestAcceptedBytes: z.number(),
});

/**
 * What one run of the probe says, as plain data. Bytes are bytes per what is fresh in the arm, or per request
 * when `per` says so. Times are seconds since the start of the run.
 */
export const RetentionResultSchema = z.object({
  format: z.literal('middlebrick-retention-result'),
  version: z.literal(1),
  target: z.string(),
  mode: z.enum(['memory', 'black-box']),
  verdict: z.enum([...VERDICTS, ...RESIDENCY_VERDICTS]),
  arm: z.enum(ARMS),
  per: z.enum(PER),
  memoryClass: z.enum(MEMORY_CLASSES).optional(),
  runtime: z.enum(RUNTIMES),
  source: z.string(),
  profile: z.enum(RUNS),
  credentialBytes: z.number(),
  bytesPerCredential: z
    .object({ estimate: z.number(), low: z.number(), high: z.number(), confidence: z.literal(0.99) })
    .optional(),
  /** Growth per hour of a service that was only watched, bytes. */
  bytesPerHour: z
    .object({ estimate: z.number(), low: z.number(), high: z.number(), confidence: z.literal(0.99) })
    .optional(),
  /** No more than this is kept per identity; stands beside no-retention and bounded-plateau. */
  upperBoundBytes: z.number().optional(),
  identities: z.number(),
  requests: z.number(),
  seconds: z.number(),
  /** Answers by status: to fresh credentials (or on fresh connections), and to the known one. */
  answers: z.object({ fresh: StatusMixSchema, control: StatusMixSchema }).optional(),
  /** Which path of the service the fresh ones took. Without `accepted` a verdict speaks of refusals alone. */
  measured: z.enum(MEASURED).optional(),
  /** Memory that the run left behind in the target. */
  pinnedBytes: z.number(),
  sigmaBytes: z.number(),
  reason: z.string(),
  /** Gravest severity of the findings; absent without a finding. */
  severity: z.enum(SEVERITIES).optional(),
  cwe: z.array(z.string()),
  owasp: z.literal('API4:2023').optional(),
  findings: z.array(Finding),
  /** When memory is full; absent without growth. */
  outlook: OutlookSchema.optional(),
  /** Set when a stop rule or the user ended the run. */
  stopped: z.object({ code: z.string(), reason: z.string(), at: z.number() }).optional(),
  advice: z.array(z.string()),
  phases: z.array(Phase),
  /** At most 240 samples, for a chart. */
  curve: z.array(z.object({ at: z.number(), bytes: z.number(), identities: z.number() })),
  residency: Residency.optional(),
  /** The whole recording, so that the verdict can be given again. */
  trace: RetentionTraceSchema.optional(),
});

export type RetentionFinding = z.infer<typeof Finding>;
export type ResidencyFacts = z.infer<typeof Residency>;
export type RetentionResult = z.infer<typeof RetentionResultSchema>;

export const RESULT_FORMAT = { format: 'middlebrick-retention-result', version: 1 } as const;
