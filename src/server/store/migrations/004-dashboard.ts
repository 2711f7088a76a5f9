/** People who sign in, their sessions, and what the pages of the dashboard read at once. */
export const DASHBOARD: readonly string[] = [
  `create table accounts (
    id text primary key,
    name text not null,
    password text,
    subject text unique,
    scopes jsonb not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz
  )`,
  `create table sessions (
    hash text primary key,
    account_id text references accounts on delete cascade,
    key_id text references keys on delete cascade,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    check ((account_id is null) != (key_id is null))
  )`,
  `create index sessions_by_age on sessions (created_at)`,
  `create table scan_summaries (
    scan_id text primary key references scans on delete cascade,
    checks jsonb not null,
    authorization_matrix jsonb not null
  )`,
  `alter table apis add column public_badge boolean not null default false`,
  // Of the newest scan: lists of APIs are ordered by it.
  `alter table apis add column last_grade text`,
  `alter table apis add column last_score real`,
  `create index apis_by_score on apis (coalesce(last_score, 101), id)`,
  `create index apis_by_name on apis (lower(name), id)`,
  `create index scans_with_result on scans (api_id, started_at desc) where label is not null`,
  `create index scans_of_api_under_way on scans (api_id) where status in ('queued', 'running')`,
  `create index findings_open_of_api on findings (api_id, rank, id) where state in ('open', 'reopened', 'accepted')`,
];
