import { z } from '@hono/zod-openapi';
import { CONFIDENCES, GRADES, SEVERITIES } from '../../result.ts';
import type { ApiRow } from '../store/apis.ts';
import type { NamedFindingRow } from '../store/findings.ts';
import type { KeyRow } from '../store/keys.ts';
import type { ScanRow } from '../store/scans.ts';
import { FINDING_STATES, SCAN_SOURCES, SCAN_STATUSES, SCOPES } from '../store/schema.ts';
import { time } from './text.ts';

export const openCounts = z.object({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  info: z.int(),
});

export const apiView = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    spec: z.string().nullable().describe('address of its OpenAPI document; looked for where null'),
    mode: z.enum(['safe', 'active']),
    labels: z.array(z.string()),
    owner: z.string().nullable(),
    createdAt: time,
    updatedAt: time,
    lastScan: z.string().nullable().describe('id of the newest scan with a result'),
    lastScanAt: time.nullable(),
    publicBadge: z
      .boolean()
      .describe('whether /badge/{id}.svg shows the grade to whoever asks, without a key'),
  })
  .openapi('Api');

export function showApi(row: ApiRow): z.infer<typeof apiView> {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    spec: row.spec_url,
    mode: row.mode,
    labels: [...row.labels],
    owner: row.owner,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    lastScan: row.last_scan_id,
    lastScanAt: row.last_scan_at?.toISOString() ?? null,
    publicBadge: row.public_badge,
  };
}

export const scanView = z
  .object({
    id: z.string(),
    api: z.string().describe('id of the API'),
    status: z.enum(SCAN_STATUSES),
    source: z.enum(SCAN_SOURCES).describe('scanned by the server, or uploaded'),
    mode: z.enum(['safe', 'active']),
    schedule: z.string().nullable().describe('id of the schedule that queued it'),
    attempt: z.int().describe('how many workers took it'),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    cancelRequestedAt: time.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    grade: z.enum(GRADES).nullable(),
    score: z.number().nullable(),
    label: z.string().nullable().describe('what the grade speaks of'),
    coverage: z.number().nullable(),
    partial: z.string().nullable().describe('why the scan ended early'),
    open: openCounts.nullable().describe('findings that are not suppressed'),
    requests: z.int().nullable(),
    durationMs: z.int().nullable(),
  })
  .openapi('Scan');

export function showScan(row: ScanRow): z.infer<typeof scanView> {
  return {
    id: row.id,
    api: row.api_id,
    status: row.status,
    source: row.source,
    mode: row.mode,
    schedule: row.schedule_id,
    attempt: row.attempt,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    cancelRequestedAt: row.cancel_requested_at?.toISOString() ?? null,
    error: row.error,
    grade: row.grade,
    score: row.score,
    label: row.label,
    coverage: row.coverage,
    partial: row.partial,
    open: row.open,
    requests: row.requests,
    durationMs: row.duration_ms,
  };
}

export const findingView = z
  .object({
    id: z.string(),
    api: z.string().describe('id of the API'),
    fingerprint: z.string(),
    rule: z.string(),
    check: z.string(),
    severity: z.enum(SEVERITIES),
    confidence: z.enum(CONFIDENCES),
    title: z.string(),
    cvss: z.number(),
    locations: z.array(
      z.object({
        fingerprint: z.string(),
        operation: z.string().optional(),
        method: z.string(),
        url: z.string(),
      }),
    ),
    state: z.enum(FINDING_STATES),
    reason: z.string().nullable(),
    until: z.iso.date().nullable().describe('last day on which it is accepted'),
    stateBy: z.string().nullable().describe('id of the key or account; null where a scan said it'),
    stateByName: z.string().nullable().describe('its name'),
    stateAt: time,
    firstSeen: z.object({ scan: z.string(), at: time }),
    lastSeen: z.object({ scan: z.string(), at: time }),
  })
  .openapi('Finding');

export function showFinding(row: NamedFindingRow): z.infer<typeof findingView> {
  return {
    id: row.id,
    api: row.api_id,
    fingerprint: row.fingerprint,
    rule: row.rule,
    check: row.check_id,
    severity: row.severity,
    confidence: row.confidence as (typeof CONFIDENCES)[number],
    title: row.title,
    cvss: row.cvss,
    locations: [...row.locations],
    state: row.state,
    reason: row.reason,
    until: row.until,
    stateBy: row.state_by,
    stateByName: row.state_by_name,
    stateAt: row.state_at.toISOString(),
    firstSeen: { scan: row.first_seen_scan, at: row.first_seen_at.toISOString() },
    lastSeen: { scan: row.last_seen_scan, at: row.last_seen_at.toISOString() },
  };
}

export const keyView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .openapi('Key');

export function showKey(row: KeyRow): z.infer<typeof keyView> {
  return {
    id: row.id,
    name: row.name,
    scopes: [...row.scopes],
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

export type ApiView = z.infer<typeof apiView>;

export type ScanView = z.infer<typeof scanView>;

export type FindingView = z.infer<typeof findingView>;
