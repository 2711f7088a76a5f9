import type { ColumnType, Generated } from 'kysely';
import type { Grade, Severity } from '../../result.ts';
import type { DashboardTables } from './dashboard-tables.ts';
import type { MonitoringTables } from './monitoring-tables.ts';
import type { RetentionTables } from './retention-tables.ts';
import type { SafetyTables } from './safety-tables.ts';

/** Written as JSON text, read as what it says. */
export type Json<Value> = ColumnType<Value, string, string>;
/** Set by the database where it is left out. */
export type Timestamp = ColumnType<Date, Date | undefined, Date>;

export const SCAN_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];
export const SCAN_SOURCES = ['server', 'upload'] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];
/** `fixed` and `reopened` are said by scans, `accepted` and `false-positive` by people, `open` by both. */
export const FINDING_STATES = ['open', 'accepted', 'false-positive', 'fixed', 'reopened'] as const;
export type FindingState = (typeof FINDING_STATES)[number];
/** Each holds what stands before it. */
export const SCOPES = ['read', 'scan', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a scan of the server may be told beside what its API says. */
export interface ScanSettings {
  readonly maxSeconds: number;
  readonly maxRequests?: number | undefined;
  readonly rate?: number | undefined;
  readonly quick?: boolean | undefined;
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export interface FindingPlace {
  readonly fingerprint: string;
  readonly operation?: string | undefined;
  readonly method: string;
  readonly url: string;
}

export interface Database extends DashboardTables, MonitoringTables, RetentionTables, SafetyTables {
  apis: {
    id: string;
    name: string;
    url: string;
    spec_url: string | null;
    mode: 'safe' | 'active';
    labels: Json<readonly string[]>;
    owner: string | null;
    version: Generated<number>;
    created_at: Timestamp;
    updated_at: Timestamp;
    last_scan_id: string | null;
    last_scan_at: Date | null;
    /** Of the newest scan that has a result. */
    last_grade: Grade | null;
    last_score: number | null;
    /** Whoever knows its address sees the grade. */
    public_badge: Generated<boolean>;
  };
  scans: {
    id: string;
    api_id: string;
    status: ScanStatus;
    origin: string;
    source: ScanSource;
    mode: 'safe' | 'active';
    options: Json<ScanSettings | Record<string, never>>;
    created_by: string | null;
    schedule_id: string | null;
    created_at: Timestamp;
    started_at: Date | null;
    /** Null as long as it waits or runs. */
    finished_at: Date | null;
    /** Of the queue, where one is to come. */
    job_id: string | null;
    /** Counts takings by workers; whoever writes has to name the last one. */
    attempt: Generated<number>;
    worker: string | null;
    heartbeat_at: Date | null;
    cancel_requested_at: Date | null;
    error: Json<{ readonly code: string; readonly message: string } | null>;
    grade: Grade | null;
    score: number | null;
    label: string | null;
    coverage: number | null;
    partial: string | null;
    open: Json<Readonly<Record<Severity, number>> | null>;
    requests: number | null;
    duration_ms: number | null;
  };
  results: { scan_id: string; bytes: number; body: Uint8Array; created_at: Timestamp };
  scan_events: {
    id: Generated<number>;
    scan_id: string;
    at: Timestamp;
    type: string;
    data: Json<Readonly<Record<string, unknown>>>;
  };
  findings: {
    id: string;
    api_id: string;
    fingerprint: string;
    rule: string;
    check_id: string;
    severity: Severity;
    /** Of the severity: 0 is the worst. */
    rank: number;
    confidence: string;
    title: string;
    cvss: number;
    locations: Json<readonly FindingPlace[]>;
    state: FindingState;
    reason: string | null;
    /** Last day, ISO 8601 date. */
    until: string | null;
    state_by: string | null;
    state_at: Timestamp;
    first_seen_scan: string;
    first_seen_at: Date;
    last_seen_scan: string;
    last_seen_at: Date;
  };
  keys: {
    id: string;
    name: string;
    /** SHA-256 of the secret, which is random and long: nothing slower is needed. */
    hash: string;
    scopes: Json<readonly Scope[]>;
    created_by: string | null;
    created_at: Timestamp;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  audit: {
    id: Generated<number>;
    at: Timestamp;
    actor: string;
    action: string;
    subject: string;
    detail: Json<Readonly<Record<string, unknown>>>;
  };
  idempotency: {
    key_id: string;
    key: string;
    request_hash: string;
    status: number;
    body: string;
    created_at: Timestamp;
  };
}
