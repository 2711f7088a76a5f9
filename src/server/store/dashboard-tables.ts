import type { ColumnType } from 'kysely';
import type { Access, Status } from '../../result.ts';
import type { Json, Scope, Timestamp } from './schema.ts';

/** A check of one scan in short. */
export interface CheckSummary {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly score: number | null;
  readonly coverage: number | null;
}

export interface MatrixSummary {
  readonly identities: readonly string[];
  readonly rows: readonly { readonly operation: string; readonly results: readonly Access[] }[];
}

export interface DashboardTables {
  accounts: {
    id: string;
    name: string;
    /** Hash with its salt and parameters; null where an issuer of tokens vouches for the account. */
    password: string | null;
    /** Issuer and subject of OpenID Connect. */
    subject: string | null;
    scopes: Json<readonly Scope[]>;
    created_at: Timestamp;
    last_used_at: Date | null;
  };
  sessions: {
    /** SHA-256 of the id in the cookie. */
    hash: string;
    account_id: string | null;
    key_id: string | null;
    created_at: Timestamp;
    seen_at: ColumnType<Date, Date | undefined, Date>;
    /** Of whoever signed in, as a proxy says where one is trusted. */
    address: string | null;
    /** `User-Agent` of the browser. */
    agent: string | null;
  };
  scan_summaries: {
    scan_id: string;
    checks: Json<readonly CheckSummary[]>;
    authorization_matrix: Json<MatrixSummary>;
  };
  releases: { id: string; api_id: string; name: string; at: Timestamp };
}
