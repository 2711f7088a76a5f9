import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { digestOf } from '../src/server/digest.ts';
import { takeIn } from '../src/server/intake.ts';
import { type Packed, pack } from '../src/server/packed.ts';
import type { ScanQueue } from '../src/server/queue/scan-queue.ts';
import { claimScan, giveBack } from '../src/server/store/running-scans.ts';
import { insertScan, setJob } from '../src/server/store/scans.ts';
import type { Store } from '../src/server/store/store.ts';
import { resultOf } from './scale-data.ts';
import { costs, WATCHING } from './scale-queries.ts';

/** What one server with its workers would do at once. */
const AT_ONCE = 8;
const RESULTS = 1_000;
const JOBS = 50_000;
/** Taken and done of those that wait. */
const TAKEN = 2_000;

/** Results as workers write them, of findings that are known already and some that are new. */
export async function measureIntake(store: Store): Promise<string[]> {
  const rows: string[] = [
    '',
    '| intake | results a minute | 95th percentile | HOT updates |',
    '| --- | ---: | ---: | ---: |',
  ];
  for (const [findings, count] of [
    [12, RESULTS],
    [200, RESULTS / 4],
  ] as const) {
    const result = resultOf('x', findings);
    const digest = digestOf({ ...result, startedAt: new Date().toISOString() });
    const packed = await pack(result);
    const { rows: apis } = await sql<{ id: string }>`
      select id from apis order by md5(id || ${findings}) limit ${count}`.execute(store.db);
    const before = await updates(store);
    const ms: number[] = [];
    const began = performance.now();
    const next = apis.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const { id } of next) {
          const from = performance.now();
          await takeOne(store, id, digest, packed);
          ms.push(performance.now() - from);
        }
      }),
    );
    const minutes = (performance.now() - began) / 60_000;
    const after = await updates(store);
    ms.sort((a, b) => a - b);
    const p95 = ms[Math.floor(ms.length * 0.95)] ?? 0;
    const hot = (100 * (after.hot - before.hot)) / Math.max(1, after.all - before.all);
    rows.push(
      `| ${findings} findings, ${(packed.bytes / 1000).toFixed(0)} kB, ${(packed.gzip.length / 1000).toFixed(0)} kB packed | ${(apis.length / minutes).toFixed(0)} | ${p95.toFixed(0)} ms | ${hot.toFixed(0)} % |`,
    );
  }
  return rows;
}

async function takeOne(store: Store, api: string, digest: ReturnType<typeof digestOf>, packed: Packed) {
  await store.db.transaction().execute(async (trx) => {
    const scan = await insertScan(trx, {
      id: randomUUID(),
      api_id: api,
      status: 'running',
      origin: 'x',
      source: 'server',
      mode: 'safe',
      options: '{}',
      created_by: null,
    });
    if (scan) await takeIn(trx, { id: scan.id, api, attempt: 0 }, digest, packed);
  });
}

async function updates(store: Store): Promise<{ all: number; hot: number }> {
  await sql`select pg_stat_force_next_flush()`.execute(store.db);
  const { rows } = await sql<{ all: number; hot: number }>`
    select sum(n_tup_upd)::int8 as all, sum(n_tup_hot_upd)::int8 as hot from pg_stat_user_tables where relname like 'findings%'`.execute(
    store.db,
  );
  return rows[0] ?? { all: 0, hot: 0 };
}

/** A day's scans queued at once, and workers that take them. */
export async function measureQueue(store: Store, queue: ScanQueue): Promise<string[]> {
  const { rows: apis } = await sql<{ id: string; origin: string }>`
    select id, url as origin from apis limit ${JOBS}`.execute(store.db);
  let began = performance.now();
  const next = apis.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { id, origin } of next)
        await store.db.transaction().execute(async (trx) => {
          const scan = await insertScan(trx, {
            id: randomUUID(),
            api_id: id,
            status: 'queued',
            origin,
            source: 'server',
            mode: 'safe',
            options: '{"maxSeconds":600}',
            created_by: null,
          });
          if (scan) await setJob(trx, scan.id, await queue.add(trx, scan.id, 600));
        });
    }),
  );
  const queued = apis.length / ((performance.now() - began) / 1000);
  const [watching] = await costs(store.db, [WATCHING], 5);
  let taken = 0;
  began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      while (taken < TAKEN) {
        taken += 1;
        const job = await queue.take();
        if (job === undefined) return;
        const claim = await claimScan(store.db, job.scan, `w-${worker}`, TAKEN);
        if (claim && claim !== 'busy') await giveBack(store.db, claim.scan.id, claim.attempt, true);
        await queue.done(job);
      }
    }),
  );
  const rate = taken / ((performance.now() - began) / 1000);
  return [
    '',
    `queue: ${queued.toFixed(0)} scans a second queued; with ${apis.length} waiting ${rate.toFixed(0)} a second are taken, claimed and done (a day of 50,000 needs 0.6)`,
    `queue: looking for scans without a job among them takes ${watching?.p95.toFixed(0)} ms`,
  ];
}
