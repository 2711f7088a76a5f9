import type { ScanQueue } from '../queue/scan-queue.ts';
import { addEvents } from '../store/events.ts';
import { failScan, giveBack, orphans, withoutJob } from '../store/running-scans.ts';
import { scanById, setJob } from '../store/scans.ts';
import type { ScanSettings } from '../store/schema.ts';
import type { Queries, Store } from '../store/store.ts';

/** A scan that has ended so many workers would end the next one too. */
const MOST_DEATHS = 10;

/** Queues a scan again, whose row says that it waits, with a word in its events. */
export async function requeue(
  trx: Queries,
  queue: ScanQueue,
  scan: string,
  why: string | undefined,
  delaySeconds = 0,
): Promise<void> {
  const row = await scanById(trx, scan);
  if (row === undefined) return;
  const { maxSeconds } = row.options as ScanSettings;
  await setJob(trx, scan, await queue.add(trx, scan, maxSeconds, delaySeconds));
  if (why !== undefined) await addEvents(trx, scan, [{ type: 'requeued', data: { why } }]);
}

/**
 * Gives a worker's scan back to the queue. False where it is no longer his.
 * @param isDeath whether the scan may be what ended its worker; whoever is stopped ends for another reason
 */
export function giveBackToQueue(
  store: Store,
  queue: ScanQueue,
  { id, attempt }: { readonly id: string; readonly attempt: number },
  why: string,
  isDeath: boolean,
): Promise<boolean> {
  return store.db.transaction().execute(async (trx) => {
    const deaths = (await scanById(trx, id))?.deaths ?? 0;
    if (isDeath && deaths + 1 >= MOST_DEATHS) {
      const error = { code: 'worker-died', message: `${why}, for the ${MOST_DEATHS}th time.` };
      const failed = await failScan(trx, id, attempt, error);
      if (failed) await addEvents(trx, id, [{ type: 'failed', data: error }]);
      return failed;
    }
    if (!(await giveBack(trx, id, attempt, isDeath))) return false;
    await requeue(trx, queue, id, why);
    return true;
  });
}

/** Queues again what a worker left behind when it was killed. @param alone no other process can be at work */
export async function recover(store: Store, queue: ScanQueue, alone: boolean): Promise<void> {
  for (const orphan of await orphans(store.db, alone))
    await giveBackToQueue(store, queue, orphan, 'The worker that scanned has ended', true);
  for (const { id } of await withoutJob(store.db))
    await store.db.transaction().execute((trx) => requeue(trx, queue, id, undefined));
}
