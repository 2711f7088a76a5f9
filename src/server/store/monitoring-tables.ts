import type { Generated } from 'kysely';
import type { ChannelKind, ChannelSettings, QuietHours } from '../deliver/channel-settings.ts';
import type { Message } from '../deliver/message.ts';
import type { Condition } from '../monitor/conditions.ts';
import type { Json, ScanSettings, Timestamp } from './schema.ts';

/** After a time in which nobody ran what was due: leave it out, or run it once. */
export const CATCH_UPS = ['skip', 'once'] as const;
export type CatchUp = (typeof CATCH_UPS)[number];
/** `held`: until the end of quiet hours, or of the digest that it goes into. `failed`: given up. */
export const DELIVERY_STATUSES = ['held', 'queued', 'sent', 'failed', 'dropped'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
export const DELIVERY_KINDS = ['alert', 'test', 'fixed'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];
export const DIGESTS = ['at-once', 'hourly', 'daily'] as const;
export type Digests = (typeof DIGESTS)[number];

export interface MonitoringTables {
  schedules: {
    id: string;
    api_id: string;
    name: string;
    cron: string;
    time_zone: string;
    jitter_seconds: number;
    catch_up: CatchUp;
    enabled: boolean;
    mode: 'safe' | 'active' | null;
    settings: Json<ScanSettings>;
    version: Generated<number>;
    created_by: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
    /** The time that the pattern says; `next_run_at` is that much later as the jitter makes it. */
    due_at: Date | null;
    /** Null of a schedule that is paused. */
    next_run_at: Date | null;
    last_run_at: Date | null;
    last_scan_id: string | null;
    skipped: Generated<number>;
    last_skip_at: Date | null;
    last_skip_reason: string | null;
  };
  channels: {
    id: string;
    name: string;
    kind: ChannelKind;
    settings: Json<ChannelSettings>;
    /** Sealed JSON. */
    secrets: string;
    enabled: boolean;
    digest: Digests;
    /** `HH:MM` of a daily digest. */
    digest_at: string;
    quiet: Json<QuietHours | null>;
    /** Of the digest and of the quiet hours. */
    time_zone: string;
    version: Generated<number>;
    created_by: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  alert_rules: {
    id: string;
    name: string;
    condition: Json<Condition>;
    /** Of one API, of those with the label, or of all where both are null. */
    api_id: string | null;
    label: string | null;
    channels: Json<readonly string[]>;
    repeat_minutes: number;
    enabled: boolean;
    version: Generated<number>;
    created_by: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  /** Scans whose end nobody has looked at for alerts: written with the end, deleted with the alerts. */
  finished_scans: {
    id: Generated<number>;
    api_id: string;
    scan_id: string;
    /** The newest with a result before it. */
    previous_scan_id: string | null;
    created_at: Timestamp;
  };
  alerts: {
    id: string;
    rule_id: string;
    api_id: string;
    scan_id: string;
    message: Json<Message>;
    created_at: Date;
  };
  /** What a rule said last, and when: it is not said again too soon. */
  alerts_told: { rule_id: string; api_id: string; key: string; told_at: Date };
  deliveries: {
    id: string;
    channel_id: string;
    kind: DeliveryKind;
    status: DeliveryStatus;
    messages: Json<readonly Message[]>;
    /** As sent, the first time. */
    body: string | null;
    created_at: Date;
    /** Of one that is being sent: when another worker may take it for abandoned. */
    next_attempt_at: Date | null;
    /** Of all times; whoever writes what came of one has to name it. */
    attempts: Generated<number>;
    /** Since it was queued, or queued again by a person. */
    tries: Generated<number>;
    give_up_at: Date | null;
    sent_at: Date | null;
    error: string | null;
  };
  delivery_attempts: {
    id: Generated<number>;
    delivery_id: string;
    at: Date;
    duration_ms: number;
    status: number | null;
    answer: string | null;
    error: string | null;
  };
  tracked_issues: {
    channel_id: string;
    api_id: string;
    key: string;
    number: number;
    is_open: boolean;
    /** The delivery that was told there last: sent again it is not told twice. */
    last_delivery_id: string | null;
  };
}
