import {
  type CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { listApis } from '../src/server/store/apis.ts';
import { findingAges } from '../src/server/store/finding-ages.ts';
import { acceptedOf, listFindings, unseenIn } from '../src/server/store/findings.ts';
import { overview, overviewTotals } from '../src/server/store/overview.ts';
import { resultOf } from '../src/server/store/results.ts';
import { orphans, waiting, withoutJob } from '../src/server/store/running-scans.ts';
import { listScans, trendOf } from '../src/server/store/scans.ts';
import type { Database, FindingState } from '../src/server/store/schema.ts';
import type { Queries } from '../src/server/store/store.ts';

const PAGE = { limit: 51 };
/** Of fewer than twenty values the largest is the 95th percentile: one pause of a collector would be a slow query. */
const ROUNDS = 40;

interface Sample {
  readonly api: string;
  readonly scan: string;
  readonly rule: string;
  readonly label: string;
  /** Of a page in the middle of a list. */
  readonly after: { readonly rank: number; readonly id: string };
}

type Query = readonly [what: string, ask: (db: Queries, of: Sample) => Promise<unknown>];

const inState = (state: FindingState) => (db: Queries) => listFindings(db, PAGE, { state });

/** What pages and workers ask, by the functions that ask it. */
export const QUERIES: readonly Query[] = [
  ['overview, worst first', (db) => overview(db, PAGE, { order: 'worst' })],
  ['overview, by name', (db) => overview(db, PAGE, { order: 'name' })],
  ['overview, of one label', (db, { label }) => overview(db, PAGE, { order: 'worst', label })],
  ['overview, of one grade', (db) => overview(db, PAGE, { order: 'worst', grade: 'C' })],
  ['overview, found by a word', (db) => overview(db, PAGE, { order: 'worst', search: 'API 4711' })],
  ['overview, totals', (db) => overviewTotals(db)],
  ['ages of open findings of one API', (db, { api }) => findingAges(db, api)],
  ['APIs, newest first', (db) => listApis(db, PAGE, undefined)],
  ['APIs with a label', (db, { label }) => listApis(db, PAGE, label)],
  ['scans, newest first', (db) => listScans(db, PAGE, {})],
  ['scans of one API', (db, { api }) => listScans(db, PAGE, { api })],
  ['scans that failed', (db) => listScans(db, PAGE, { status: 'failed' })],
  ['scans that run', (db) => listScans(db, PAGE, { status: 'running' })],
  ['trend of one API, 90 points', (db, { api }) => trendOf(db, api, 90)],
  ['findings, worst first', (db) => listFindings(db, PAGE, {})],
  ['findings, a page in the middle', (db, { after }) => listFindings(db, { ...PAGE, after }, {})],
  ['findings of one API', (db, { api }) => listFindings(db, PAGE, { api })],
  ['findings of one API, open', (db, { api }) => listFindings(db, PAGE, { api, state: 'open' })],
  ['findings, open', inState('open')],
  [
    'findings, open, a page in the middle',
    (db, { after }) => listFindings(db, { ...PAGE, after }, { state: 'open' }),
  ],
  ['findings, reopened', inState('reopened')],
  ['findings, accepted', inState('accepted')],
  ['findings, false positives', inState('false-positive')],
  ['findings, fixed', inState('fixed')],
  ['findings, low', (db) => listFindings(db, PAGE, { rank: 3 })],
  ['findings, low and open', (db) => listFindings(db, PAGE, { rank: 3, state: 'open' })],
  ['findings of one rule', (db, { rule }) => listFindings(db, PAGE, { rule })],
  ['findings of one rule, open', (db, { rule }) => listFindings(db, PAGE, { rule, state: 'open' })],
  ['findings of a rule that found nothing', (db) => listFindings(db, PAGE, { rule: 'nothing' })],
  ['findings, found by a word', (db) => listFindings(db, PAGE, { isOpen: true, search: 'finding 137' })],
  [
    'findings of one API, found by a word',
    (db, { api }) => listFindings(db, PAGE, { api, search: '/USERS' }),
  ],
  ['a result', (db, { scan }) => resultOf(db, scan)],
  ['intake: what was accepted', (db, { api }) => acceptedOf(db, api)],
  ['intake: what was not seen', (db, { api }) => unseenIn(db, api, 'another')],
  ['worker: scans without a worker', (db) => orphans(db, false)],
  ['metrics: what waits', (db) => waiting(db)],
];

export interface Cost {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
}

export async function costs(db: Queries, queries = QUERIES, rounds = ROUNDS): Promise<Cost[]> {
  const samples = await samplesOf(db, rounds);
  const all: Cost[] = [];
  for (const [what, ask] of queries) {
    const ms: number[] = [];
    for (const sample of samples) {
      const began = performance.now();
      await ask(db, sample);
      ms.push(performance.now() - began);
    }
    ms.sort((a, b) => a - b);
    const at = (share: number) => ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? 0;
    all.push({ what, p50: at(0.5), p95: at(0.95) });
  }
  return all;
}

export async function measureQueries(db: Queries): Promise<string[]> {
  const rows = await costs(db);
  return [
    '| query | median | 95th percentile |',
    '| --- | ---: | ---: |',
    ...rows.map(({ what, p50, p95 }) => `| ${what} | ${p50.toFixed(1)} ms | ${p95.toFixed(1)} ms |`),
  ];
}

async function samplesOf(db: Queries, count: number): Promise<Sample[]> {
  const { rows } = await sql<{ api: string; scan: string; label: string }>`
    select id as api, last_scan_id as scan, labels->>0 as label from apis order by md5(id) limit ${count}`.execute(
    db,
  );
  return rows.map((row, at) => ({ ...row, rule: `rule-${at}`, after: { rank: 2, id: row.api } }));
}

/** Plans of the same queries, as PostgreSQL carries them out. */
export async function explained(db: Queries): Promise<string[]> {
  const [sample] = await samplesOf(db, 1);
  if (sample === undefined) return [];
  const lines: string[] = [];
  for (const [what, ask] of QUERIES) {
    for (const { sql: text, parameters } of await textsOf((recorder) => ask(recorder, sample))) {
      const plan = await db.executeQuery<Record<string, string>>({
        sql: `explain (analyze, buffers, costs off, summary off) ${text}`,
        parameters,
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
        queryId: { queryId: what },
      } as unknown as CompiledQuery<Record<string, string>>);
      lines.push('', `## ${what}`, ...plan.rows.flatMap((row) => Object.values(row)));
    }
  }
  return lines;
}

/** What is sent to the database, by a database that answers nothing. */
async function textsOf(ask: (db: Queries) => Promise<unknown>): Promise<CompiledQuery[]> {
  const sent: CompiledQuery[] = [];
  const connection = {
    executeQuery: async (query: CompiledQuery) => {
      sent.push(query);
      return { rows: [] };
    },
    streamQuery() {
      throw new Error('Nothing is streamed.');
    },
  };
  const nothing = async () => {};
  const recorder = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection as never,
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  await ask(recorder).catch(() => undefined);
  return sent;
}

/** Of workers, every quarter of a minute: needs the queue's tables. */
export const WATCHING: Query = ['worker: scans without a job', (db) => withoutJob(db)];
