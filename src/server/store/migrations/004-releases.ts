/** What was released when, for the line of scores. */
export const RELEASES: readonly string[] = [
  `create table releases (
    id text primary key,
    api_id text not null references apis on delete cascade,
    name text not null,
    at timestamptz not null default now()
  )`,
  `create index releases_of_api on releases (api_id, at desc, id desc)`,
];
