import type { Retention } from '../../result.ts';
import type { Json, Timestamp } from './schema.ts';

export interface RetentionTables {
  retention_runs: {
    /** Of the scan that it is a part of, else made of what it says: sent again, it is the same. */
    id: string;
    api_id: string;
    scan_id: string | null;
    at: Date;
    endpoint: string;
    verdict: Retention['verdict'];
    arm: Retention['arm'];
    per: Retention['per'];
    mode: Retention['mode'];
    profile: Retention['profile'];
    runtime: Retention['runtime'];
    memory_class: NonNullable<Retention['memoryClass']> | null;
    memory_source: string;
    estimate_bytes: number | null;
    low_bytes: number | null;
    high_bytes: number | null;
    upper_bound_bytes: number | null;
    credential_bytes: number;
    identities: number;
    requests: number;
    seconds: number;
    pinned_bytes: number;
    severity: NonNullable<Retention['severity']> | null;
    reason: string;
    result: Json<Retention>;
    created_by: string | null;
    created_at: Timestamp;
  };
}
