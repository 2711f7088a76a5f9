import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { toJson } from './json.ts';
import { isOpenToday, TODAY } from './open-today.ts';
import type { Database, FindingState } from './schema.ts';
import { mentions, WORDS_OF_FINDING } from './search.ts';
import type { Queries } from './store.ts';

export type FindingRow = Selectable<Database['findings']>;
export type NamedFindingRow = FindingRow & { readonly state_by_name: string | null };
export type SeenFinding = Pick<
  FindingRow,
  | 'fingerprint'
  | 'rule'
  | 'check_id'
  | 'severity'
  | 'rank'
  | 'confidence'
  | 'title'
  | 'cvss'
  | 'locations'
  // Where it was not known before; else what people said here holds.
  | 'state'
  | 'reason'
  | 'until'
>;

/** What is accepted is open again once its day is past: nobody has to be awake for it. */
const STATE_TODAY = sql<FindingState>`case
  when state = 'accepted' and until is not null and until < ${TODAY} then 'open' else state end`;

/** The same as a condition that indexes understand. */
function isToday(state: FindingState) {
  if (state === 'open')
    // The first half says no more than the second, in the words of an index.
    return sql<boolean>`state in ('open', 'accepted') and (state = 'open' or until < ${TODAY})`;
  if (state === 'accepted') return sql<boolean>`state = 'accepted' and (until is null or until >= ${TODAY})`;
  return sql<boolean>`state = ${state}`;
}

const COLUMNS = [
  'id',
  'api_id',
  'fingerprint',
  'rule',
  'check_id',
  'severity',
  'rank',
  'confidence',
  'title',
  'cvss',
  'locations',
  'reason',
  'until',
  'state_by',
  'state_at',
  'first_seen_scan',
  'first_seen_at',
  'last_seen_scan',
  'last_seen_at',
] as const;

/** Of the key or the account that said the state, where it is known still. */
const STATE_BY_NAME = sql<string | null>`coalesce((select k.name from keys k where k.id = state_by),
  (select a.name from accounts a where a.id = state_by))`;

export interface WantedFindings {
  readonly api?: string | undefined;
  readonly state?: FindingState | undefined;
  readonly rank?: number | undefined;
  readonly rule?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly isOpen?: boolean | undefined;
  /** In the title, the rule or an operation. */
  readonly search?: string | undefined;
}

/** Worst first, by id among equals. */
export async function listFindings(
  db: Queries,
  page: {
    readonly limit: number;
    readonly after?: { readonly rank: number; readonly id: string } | undefined;
  },
  { api, state, rank, rule, fingerprint, isOpen, search }: WantedFindings,
): Promise<NamedFindingRow[]> {
  let query = db
    .selectFrom('findings')
    .select([...COLUMNS, STATE_TODAY.as('state'), STATE_BY_NAME.as('state_by_name')])
    .orderBy('rank')
    .orderBy('id');
  if (api !== undefined) query = query.where('api_id', '=', api);
  if (state !== undefined) query = query.where(isToday(state));
  if (rank !== undefined) query = query.where('rank', '=', rank);
  if (rule !== undefined) query = query.where('rule', '=', rule);
  if (fingerprint !== undefined) query = query.where('fingerprint', '=', fingerprint);
  if (isOpen === true) query = query.where(isOpenToday());
  if (isOpen === false) query = query.where(STATE_TODAY, 'not in', ['open', 'reopened']);
  if (search !== undefined) query = query.where(mentions(WORDS_OF_FINDING, search));
  if (page.after) query = query.where(sql<boolean>`(rank, id) > (${page.after.rank}, ${page.after.id})`);
  return await query.limit(page.limit).execute();
}

export async function findingById(db: Queries, id: string): Promise<NamedFindingRow | undefined> {
  return await db
    .selectFrom('findings')
    .select([...COLUMNS, STATE_TODAY.as('state'), STATE_BY_NAME.as('state_by_name')])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function setState(
  db: Queries,
  id: string,
  to: { readonly state: FindingState; readonly reason: string | null; readonly until: string | null },
  by: string,
): Promise<boolean> {
  const row = await db
    .updateTable('findings')
    .set({ ...to, state_by: by, state_at: new Date() })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Of what people said of findings, all that a scan of this API has to know. */
export async function acceptedOf(
  db: Queries,
  api: string,
): Promise<Pick<FindingRow, 'fingerprint' | 'state' | 'reason' | 'until'>[]> {
  return await db
    .selectFrom('findings')
    .select(['fingerprint', 'state', 'reason', 'until'])
    .where('api_id', '=', api)
    .where('state', 'in', ['accepted', 'false-positive'])
    .execute();
}

/** Findings of an API that its newest scan did not show, and of which nobody said that they are none. */
export async function unseenIn(
  db: Queries,
  api: string,
  scan: string,
): Promise<Pick<FindingRow, 'id' | 'fingerprint' | 'rule' | 'check_id' | 'locations'>[]> {
  return await db
    .selectFrom('findings')
    .select(['id', 'fingerprint', 'rule', 'check_id', 'locations'])
    .where('api_id', '=', api)
    .where('state', 'in', ['open', 'accepted', 'reopened'])
    .where('last_seen_scan', '!=', scan)
    .execute();
}

export async function markFixed(db: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('findings')
    .set({ state: 'fixed', state_by: null, state_at: new Date() })
    .where('id', 'in', [...ids])
    .execute();
}

/** Of those fingerprints, the ones that were first seen before that moment. */
export async function seenBefore(
  db: Queries,
  api: string,
  fingerprints: readonly string[],
  moment: Date,
): Promise<ReadonlySet<string>> {
  if (fingerprints.length === 0) return new Set();
  const rows = await db
    .selectFrom('findings')
    .select('fingerprint')
    .where('api_id', '=', api)
    .where('fingerprint', 'in', [...fingerprints])
    .where('first_seen_at', '<', moment)
    .execute();
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** Statement for all: a scan may find thousands. What was fixed and is seen again is reopened. */
export async function seeFindings(
  db: Queries,
  seen: readonly SeenFinding[],
  { api, scan, at }: { readonly api: string; readonly scan: string; readonly at: Date },
): Promise<void> {
  if (seen.length === 0) return;
  // A result from elsewhere may name one twice, which a single statement cannot take.
  const unique = [...new Map(seen.map((finding) => [finding.fingerprint, finding])).values()];
  const rows = toJson(unique.map((finding) => ({ ...finding, id: randomUUID() })));
  await sql`
    insert into findings (id, api_id, fingerprint, rule, check_id, severity, rank, confidence, title, cvss, locations,
      state, reason, until, first_seen_scan, first_seen_at, last_seen_scan, last_seen_at, state_at)
    select id, ${api}, fingerprint, rule, check_id, severity, rank, confidence, title, cvss, locations,
      state, reason, until, ${scan}, ${at}::timestamptz, ${scan}, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as seen (id text, fingerprint text, rule text, check_id text, severity text,
      rank smallint, confidence text, title text, cvss real, locations jsonb, state text, reason text, until text)
    on conflict (api_id, fingerprint) do update set
      severity = excluded.severity, rank = excluded.rank, confidence = excluded.confidence, title = excluded.title,
      cvss = excluded.cvss, locations = excluded.locations,
      last_seen_scan = excluded.last_seen_scan, last_seen_at = excluded.last_seen_at,
      state = case when findings.state = 'fixed' then 'reopened' else findings.state end,
      state_by = case when findings.state = 'fixed' then null else findings.state_by end,
      state_at = case when findings.state = 'fixed' then excluded.state_at else findings.state_at end`.execute(
    db,
  );
}

/** From a result older than the newest: it can only say that a finding is older than was known. */
export async function seeEarlier(
  db: Queries,
  fingerprints: readonly string[],
  { api, scan, at }: { readonly api: string; readonly scan: string; readonly at: Date },
): Promise<void> {
  if (fingerprints.length === 0) return;
  await db
    .updateTable('findings')
    .set({ first_seen_scan: scan, first_seen_at: at })
    .where('api_id', '=', api)
    .where('fingerprint', 'in', [...fingerprints])
    .where('first_seen_at', '>', at)
    .execute();
}
