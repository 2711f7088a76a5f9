import { sql } from 'kysely';
import type { Grade, Severity } from '../../result.ts';
import { SEVERITIES } from '../../result.ts';
import type { ApiRow } from './apis.ts';
import { isOpenToday } from './open-today.ts';
import type { ScanStatus } from './schema.ts';
import { mentions, WORDS_OF_API } from './search.ts';
import type { Queries } from './store.ts';

export interface OverviewRow extends ApiRow {
  /** Of the order that was asked for. */
  readonly position: string | number;
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly label: string | null;
  readonly coverage: number | null;
  readonly partial: string | null;
  /** Findings that are open today, of which `worst` is the first; null before the first scan. */
  readonly open: Readonly<Record<Severity, number>> | null;
  readonly worst: { readonly id: string; readonly title: string; readonly severity: Severity } | null;
  readonly under_way: { readonly id: string; readonly status: ScanStatus } | null;
  /** Newest first. */
  readonly scores: readonly number[];
  readonly failed: { readonly id: string; readonly message: string } | null;
}

export const OVERVIEW_ORDERS = ['worst', 'name'] as const;
export type OverviewOrder = (typeof OVERVIEW_ORDERS)[number];

export interface WantedApis {
  readonly order: OverviewOrder;
  readonly label?: string | undefined;
  readonly grade?: Grade | undefined;
  /** In the name, address or owner. */
  readonly search?: string | undefined;
}

/** Points of the line in a list. */
const SPARK = 20;
/** Behind all that have one: an API without a score. */
const NO_SCORE = 101;

const ORDERS = {
  worst: sql`coalesce(a.last_score, ${sql.lit(NO_SCORE)})`,
  name: sql`lower(a.name)`,
};

const OPEN_COUNTS = sql`jsonb_build_object(${sql.join(
  SEVERITIES.map(
    (severity) => sql`${sql.lit(severity)}, count(*) filter (where f.severity = ${sql.lit(severity)})`,
  ),
)})`;

/** All that a list of APIs tells of each, in one query: every part of it is a look into an index. */
export async function overview(
  db: Queries,
  page: {
    readonly limit: number;
    readonly after?: { readonly position: string | number; readonly id: string } | undefined;
  },
  { order, label, grade, search }: WantedApis,
): Promise<OverviewRow[]> {
  const by = ORDERS[order];
  const wanted = [
    ...(label === undefined ? [] : [sql`a.labels @> ${JSON.stringify([label])}::jsonb`]),
    ...(grade === undefined ? [] : [sql`a.last_grade = ${grade}`]),
    ...(search === undefined ? [] : [mentions(WORDS_OF_API, search)]),
    ...(page.after ? [sql`(${by}, a.id) > (${page.after.position}, ${page.after.id})`] : []),
    sql`true`,
  ];
  const { rows } = await sql<OverviewRow>`
    select a.*, ${by} as position, s.score, s.grade, s.label, s.coverage, s.partial,
      case when s.id is null then null else (select ${OPEN_COUNTS} from findings f
        where f.api_id = a.id and ${isOpenToday('f')}) end as open,
      (select jsonb_build_object('id', f.id, 'title', f.title, 'severity', f.severity) from findings f
        where f.api_id = a.id and ${isOpenToday('f')}
        order by f.rank, f.id limit 1) as worst,
      (select jsonb_build_object('id', w.id, 'status', w.status) from scans w
        where w.api_id = a.id and w.finished_at is null order by w.status desc, w.created_at limit 1) as under_way,
      coalesce((select jsonb_agg(t.score order by t.started_at desc) from
        (select t.score, t.started_at from scans t where t.api_id = a.id and t.label is not null and t.score is not null
          order by t.started_at desc limit ${sql.lit(SPARK)}) t), '[]') as scores,
      (select jsonb_build_object('id', x.id, 'message', x.error->>'message') from
        (select id, status, error from scans n where n.api_id = a.id order by n.created_at desc, n.id desc limit 1) x
        where x.status = 'failed') as failed
    from apis a left join scans s on s.id = a.last_scan_id
    where ${sql.join(wanted, sql` and `)}
    order by ${by}, a.id limit ${page.limit}`.execute(db);
  return rows;
}

export interface OverviewTotals {
  readonly apis: number;
  readonly grades: readonly { readonly grade: Grade | null; readonly count: number }[];
  readonly labels: readonly string[];
}

/** More labels than a person chooses from. */
const MOST_LABELS = 200;

export async function overviewTotals(db: Queries): Promise<OverviewTotals> {
  const { rows: grades } = await sql<{ grade: Grade | null; count: number }>`
    select last_grade as grade, count(*)::int as count from apis group by last_grade order by last_grade`.execute(
    db,
  );
  const { rows: labels } = await sql<{ label: string }>`
    select distinct jsonb_array_elements_text(labels) as label from apis order by label limit ${sql.lit(MOST_LABELS)}`.execute(
    db,
  );
  return {
    apis: grades.reduce((sum, { count }) => sum + count, 0),
    grades,
    labels: labels.map(({ label }) => label),
  };
}
