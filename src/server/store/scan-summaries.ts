import type { CheckSummary, MatrixSummary } from './dashboard-tables.ts';
import { toJson } from './json.ts';
import type { Queries } from './store.ts';

/** What pages show of many scans at once: results are too large to be opened for it. */
export async function insertSummary(
  db: Queries,
  scan: string,
  { checks, matrix }: { readonly checks: readonly CheckSummary[]; readonly matrix: MatrixSummary },
): Promise<void> {
  await db
    .insertInto('scan_summaries')
    .values({ scan_id: scan, checks: toJson(checks), authorization_matrix: toJson(matrix) })
    .execute();
}

export interface ScanChecks {
  readonly scan: string;
  readonly at: Date;
  readonly checks: readonly CheckSummary[];
}

/** Checks of the newest so many scans of an API that have a result, oldest first. */
export async function checksOf(db: Queries, api: string, limit: number): Promise<ScanChecks[]> {
  const rows = await db
    .selectFrom('scans')
    .innerJoin('scan_summaries', 'scan_id', 'scans.id')
    .select(['scans.id as scan', 'scans.started_at as at', 'checks'])
    .where('api_id', '=', api)
    .where('label', 'is not', null)
    .where('started_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().flatMap(({ at, ...row }) => (at === null ? [] : [{ ...row, at }]));
}

export interface ScanMatrix {
  readonly scan: string;
  readonly at: Date;
  readonly matrix: MatrixSummary;
}

/** Authorization matrices of the newest two scans of an API, newest first. */
export async function matricesOf(db: Queries, api: string): Promise<ScanMatrix[]> {
  const rows = await db
    .selectFrom('scans')
    .innerJoin('scan_summaries', 'scan_id', 'scans.id')
    .select(['scans.id as scan', 'scans.started_at as at', 'authorization_matrix as matrix'])
    .where('api_id', '=', api)
    .where('label', 'is not', null)
    .where('started_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(2)
    .execute();
  return rows.flatMap(({ at, ...row }) => (at === null ? [] : [{ ...row, at }]));
}
