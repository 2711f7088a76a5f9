import { sql } from 'kysely';
import type { Severity } from '../../result.ts';
import { isOpenToday } from './open-today.ts';
import type { Queries } from './store.ts';

/** Open findings of an API of one severity, by how long ago they were first seen. */
export interface FindingAges {
  readonly severity: Severity;
  readonly week: number;
  readonly month: number;
  readonly quarter: number;
  readonly older: number;
}

/** Worst first; severities without an open finding are left out. */
export async function findingAges(db: Queries, api: string): Promise<FindingAges[]> {
  const { rows } = await sql<FindingAges>`
    select severity,
      count(*) filter (where age < interval '7 days')::int as week,
      count(*) filter (where age >= interval '7 days' and age < interval '30 days')::int as month,
      count(*) filter (where age >= interval '30 days' and age < interval '90 days')::int as quarter,
      count(*) filter (where age >= interval '90 days')::int as older
    from (select severity, rank, now() - first_seen_at as age from findings
      where api_id = ${api} and ${isOpenToday()}) as ages
    group by severity, rank order by rank`.execute(db);
  return rows;
}
