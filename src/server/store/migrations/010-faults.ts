/** What a server that is stopped, killed or guessed at keeps count of. */
export const FAULTS: readonly string[] = [
  `alter table scans add column deaths integer not null default 0`,
  `create table sign_in_failures (
    name text primary key,
    began_at timestamptz not null default now(),
    used integer not null
  )`,
];
