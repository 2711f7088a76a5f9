import type { Selectable } from 'kysely';
import type { Retention } from '../../result.ts';
import { storable, toJson } from './json.ts';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

/** Without the whole of what was measured, which has a curve in it. */
export type RetentionRunRow = Omit<Selectable<Database['retention_runs']>, 'result' | 'created_by'>;

const COLUMNS = [
  'id',
  'api_id',
  'scan_id',
  'at',
  'endpoint',
  'verdict',
  'arm',
  'per',
  'mode',
  'profile',
  'runtime',
  'memory_class',
  'memory_source',
  'estimate_bytes',
  'low_bytes',
  'high_bytes',
  'upper_bound_bytes',
  'credential_bytes',
  'identities',
  'requests',
  'seconds',
  'pinned_bytes',
  'severity',
  'reason',
  'created_at',
] as const;

export interface NewRetentionRun {
  readonly id: string;
  readonly api: string;
  readonly scan: string | null;
  readonly at: Date;
  readonly result: Retention;
  readonly by: string | null;
}

/** False where it is known already. */
export async function insertRetentionRun(
  db: Queries,
  { id, api, scan, at, result, by }: NewRetentionRun,
): Promise<boolean> {
  const { bytesPerCredential: bytes } = result;
  const row = await db
    .insertInto('retention_runs')
    .values({
      id,
      api_id: api,
      scan_id: scan,
      at,
      endpoint: storable(result.target),
      verdict: result.verdict,
      arm: result.arm,
      per: result.per,
      mode: result.mode,
      profile: result.profile,
      runtime: result.runtime,
      memory_class: result.memoryClass ?? null,
      memory_source: storable(result.source),
      estimate_bytes: bytes?.estimate ?? null,
      low_bytes: bytes?.low ?? null,
      high_bytes: bytes?.high ?? null,
      upper_bound_bytes: result.upperBoundBytes ?? null,
      credential_bytes: result.credentialBytes,
      identities: result.identities,
      requests: result.requests,
      seconds: result.seconds,
      pinned_bytes: result.pinnedBytes,
      severity: result.severity ?? null,
      reason: storable(result.reason),
      result: toJson(result),
      created_by: by,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function retentionRunById(db: Queries, id: string): Promise<RetentionRunRow | undefined> {
  return await db.selectFrom('retention_runs').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

export async function retentionResultOf(db: Queries, id: string): Promise<Retention | undefined> {
  const row = await db.selectFrom('retention_runs').select('result').where('id', '=', id).executeTakeFirst();
  return row?.result;
}

/** Newest first. */
export async function listRetentionRuns(
  db: Queries,
  page: Page,
  {
    api,
    verdict,
  }: { readonly api?: string | undefined; readonly verdict?: Retention['verdict'] | undefined },
): Promise<(RetentionRunRow & { readonly position: string })[]> {
  let query = db.selectFrom('retention_runs').select(COLUMNS);
  if (api !== undefined) query = query.where('api_id', '=', api);
  if (verdict !== undefined) query = query.where('verdict', '=', verdict);
  return await query.$call(newestFirst(page, 'at')).execute();
}

/** The newest so many of an API, oldest first. */
export async function retentionTrendOf(db: Queries, api: string, limit: number): Promise<RetentionRunRow[]> {
  return (await listRetentionRuns(db, { limit }, { api })).reverse();
}
