/**
 * npm run scale: the server's tables on a PostgreSQL of its own with as much as 50,000 APIs make that are scanned daily, and
 * what its queries, the intake of results and the queue cost then. `--apis 1000` makes less of it; `--explain` shows plans;
 * `--keep` leaves the database running, for `--url` of another run.
 */
import { parseArgs } from 'node:util';
import { CompiledQuery, sql } from 'kysely';
import { openScanQueue } from '../src/server/queue/scan-queue.ts';
import { openStore } from '../src/server/store/open-store.ts';
import type { Queries } from '../src/server/store/store.ts';
import { startPostgres } from '../test/server/postgres.ts';
import { generate } from './scale-data.ts';
import { explained, measureQueries } from './scale-queries.ts';
import { measureIntake, measureQueue } from './scale-writes.ts';

const FINDINGS_PER_API = 200;
const SCANS_PER_API = 30;
const SETTINGS = ['shared_buffers=1GB', 'max_wal_size=8GB', 'maintenance_work_mem=512MB', 'work_mem=16MB'];

const { values } = parseArgs({
  options: {
    apis: { type: 'string', default: '50000' },
    url: { type: 'string' },
    explain: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    writes: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const says = (line: string) => void process.stdout.write(`${line}\n`);

const started = values.url === undefined ? await startPostgres(SETTINGS) : undefined;
const url = values.url ?? (started && `${started.cluster.url}/postgres`);
if (url === undefined) throw new Error('PostgreSQL is not installed.');
const store = await openStore({ databaseUrl: url, folder: '/nowhere' }, { log: says, lost: () => undefined });
try {
  const { db } = store;
  if (started) {
    const began = performance.now();
    await withoutIndexes(db, () =>
      generate(
        db,
        {
          apis: Number(values.apis),
          findingsPerApi: FINDINGS_PER_API,
          scansPerApi: SCANS_PER_API,
          allResults: false,
        },
        says,
      ),
    );
    await sql`vacuum analyze`.execute(db);
    says(`generated in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  await sizes(db);
  if (values.explain) for (const line of await explained(db)) says(line);
  if (values.writes) {
    for (const row of await measureIntake(store)) says(row);
    const queue = await openScanQueue(store, false, says);
    for (const row of await measureQueue(store, queue)) says(row);
    await queue.stop();
  }
  for (const row of await measureQueries(db)) says(row);
  if (values.keep) says(`kept: --url ${url}`);
} finally {
  await store.close();
  if (started && !values.keep) started.end();
}

/** Rows are written in a third of the time where indexes are made afterwards. */
async function withoutIndexes(db: Queries, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes i
    where schemaname = 'public' and not exists (select 1 from pg_constraint where conname = i.indexname)`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  await work();
  for (const { definition } of rows) {
    const began = performance.now();
    await db.executeQuery(CompiledQuery.raw(definition));
    says(`${definition} ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
}

async function sizes(db: Queries): Promise<void> {
  const { rows } = await sql<{ name: string; rows: number; table: string; indexes: string }>`
    select relname as name, n_live_tup::int8 as rows, pg_size_pretty(pg_table_size(relid)) as table,
      pg_size_pretty(pg_indexes_size(relid)) as indexes
    from pg_stat_user_tables where schemaname = 'public' and n_live_tup > 100 order by pg_total_relation_size(relid) desc`.execute(
    db,
  );
  for (const row of rows) says(`${row.name}: ${row.rows} rows, ${row.table}, indexes ${row.indexes}`);
}
