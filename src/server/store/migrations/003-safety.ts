/** Credentials, who the scanner is for an API, proofs of ownership, and settings. */
export const SAFETY: readonly string[] = [
  `create table credentials (
    id text primary key,
    name text not null unique,
    kinds jsonb not null,
    sealed text not null,
    version integer not null default 1,
    created_by text,
    created_at timestamptz not null default now(),
    rotated_at timestamptz,
    last_used_at timestamptz
  )`,
  `create index credentials_by_age on credentials (created_at desc, id desc)`,
  // The origin is where the credentials may go: an API that moves elsewhere does not take them along.
  `create table api_access (
    api_id text primary key references apis on delete cascade,
    origin text not null,
    roles jsonb not null,
    version integer not null default 1,
    changed_at timestamptz not null default now()
  )`,
  `create table api_identities (
    api_id text not null references apis on delete cascade,
    position smallint not null,
    name text not null,
    role text,
    credential_id text not null references credentials,
    primary key (api_id, position)
  )`,
  `create index api_identities_of_credential on api_identities (credential_id)`,
  `create table ownership (
    origin text primary key,
    token text not null,
    created_at timestamptz not null default now(),
    proven_at timestamptz,
    proven_by text,
    checked_at timestamptz,
    problem text
  )`,
  `create table settings (
    id smallint primary key default 1 check (id = 1),
    value jsonb not null default '{}',
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    purged_at timestamptz
  )`,
  `create index scans_of_key on scans (created_by, created_at) where source = 'server'`,
  // Results go once they have been here long enough, however old what they tell of was when they came.
  `alter table results add column created_at timestamptz not null default now()`,
  `create index results_by_age on results (created_at)`,
  `create index scan_events_by_age on scan_events (at)`,
  `create index idempotency_by_age on idempotency (created_at)`,
  `create index audit_by_age on audit (at)`,
  `create index audit_of_actor on audit (actor, id desc)`,
  `create index audit_of_action on audit (action, id desc)`,
  `create index audit_of_subject on audit (subject, id desc)`,
];
