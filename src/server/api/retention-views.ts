import { z } from '@hono/zod-openapi';
import { RetentionResultSchema } from '../../retention/result.ts';
import type { RetentionRunRow } from '../store/retention-runs.ts';
import { time } from './text.ts';

const { verdict, arm, per, mode, profile, runtime, memoryClass, severity } = RetentionResultSchema.shape;
const bytes = z
  .object({ estimate: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .describe('bytes kept for each, with an interval of 99 %; null where nothing was measured');
const upperBound = z.number().nullable().describe('no more than so many bytes are kept for each');

export const retentionRunView = z
  .object({
    id: z.string(),
    api: z.string().describe('id of the API'),
    scan: z.string().nullable().describe('id of the scan that it is a part of; null for a run of its own'),
    at: time.describe('when it was measured'),
    endpoint: z.string().describe('address that was asked'),
    verdict,
    arm: arm.describe('what was fresh in each request'),
    per: per.describe('what the bytes are counted for'),
    mode: mode.describe('whether memory was read, or answers alone'),
    profile,
    runtime,
    memoryClass: memoryClass.unwrap().nullable().describe('how much the figure can prove, A best'),
    memorySource: z.string(),
    bytesPerCredential: bytes,
    upperBoundBytes: upperBound,
    credentialBytes: z.number().describe('length of what was sent'),
    identities: z.number(),
    requests: z.number(),
    seconds: z.number(),
    pinnedBytes: z.number().describe('memory that the run left behind'),
    severity: severity.unwrap().nullable().describe('of its gravest finding'),
    reason: z.string(),
  })
  .openapi('RetentionRun');

export const retentionRunWithResult = retentionRunView
  .extend({ result: z.looseObject({}).describe('as "middlebrick retention --format json" writes it') })
  .openapi('RetentionRunWithResult');

export const retentionTrend = z
  .object({
    points: z.array(
      z.object({
        run: z.string(),
        scan: z.string().nullable(),
        at: time,
        endpoint: z.string(),
        arm,
        per,
        verdict,
        bytesPerCredential: bytes,
        upperBoundBytes: upperBound,
      }),
    ),
  })
  .openapi('RetentionTrend');

export type RetentionTrendView = z.infer<typeof retentionTrend>;

export function showRetentionRun(row: RetentionRunRow): z.infer<typeof retentionRunView> {
  return {
    id: row.id,
    api: row.api_id,
    scan: row.scan_id,
    at: row.at.toISOString(),
    endpoint: row.endpoint,
    verdict: row.verdict,
    arm: row.arm,
    per: row.per,
    mode: row.mode,
    profile: row.profile,
    runtime: row.runtime,
    memoryClass: row.memory_class,
    memorySource: row.memory_source,
    bytesPerCredential: intervalOf(row),
    upperBoundBytes: row.upper_bound_bytes,
    credentialBytes: row.credential_bytes,
    identities: row.identities,
    requests: row.requests,
    seconds: row.seconds,
    pinnedBytes: row.pinned_bytes,
    severity: row.severity,
    reason: row.reason,
  };
}

export function pointOf(row: RetentionRunRow): z.infer<typeof retentionTrend>['points'][number] {
  const { run, scan, at, endpoint, arm, per, verdict, bytesPerCredential, upperBoundBytes } = {
    ...showRetentionRun(row),
    run: row.id,
  };
  return { run, scan, at, endpoint, arm, per, verdict, bytesPerCredential, upperBoundBytes };
}

function intervalOf({ estimate_bytes: estimate, low_bytes: low, high_bytes: high }: RetentionRunRow) {
  return estimate === null || low === null || high === null ? null : { estimate, low, high };
}
