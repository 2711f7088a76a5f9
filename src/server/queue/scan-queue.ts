import { CompiledQuery } from 'kysely';
import PgBoss from 'pg-boss';
import type { Queries, Store } from '../store/store.ts';

const QUEUE = 'scan';
/** Beyond the budget of a scan: it starts, cleans up what it made, and is written. */
const MARGIN_SECONDS = 180;
/** Of a job whose worker was killed before it took the scan; later deaths are told by the scan itself. */
const RETRIES = 10;

export interface Job {
  readonly id: string;
  readonly scan: string;
}

/** Scans that wait, in the same database, so that a scan and its job are written together or not at all. */
export interface ScanQueue {
  /** @returns the id of the job */
  add(trx: Queries, scan: string, maxSeconds: number, delaySeconds?: number): Promise<string>;
  /** Undefined where nothing waits, and where the database does not answer. */
  take(): Promise<Job | undefined>;
  /** What cannot be said now is no harm: the job comes again, and finds its scan done. */
  done(job: Job): Promise<void>;
  stop(): Promise<void>;
}

/** @param maintains whether this process also expires and archives jobs, as workers do */
export async function openScanQueue(
  store: Store,
  maintains: boolean,
  log: (says: string) => void,
): Promise<ScanQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => store.execute(text, values) },
    supervise: maintains,
    schedule: false,
  });
  boss.on('error', ({ message }) => log(`queue: ${message}`));
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, retryLimit: RETRIES, retryDelay: 1 });
  return {
    async add(trx, scan, maxSeconds, delaySeconds = 0) {
      const id = await boss.send(
        QUEUE,
        { scan },
        {
          expireInSeconds: maxSeconds + MARGIN_SECONDS,
          retryLimit: RETRIES,
          startAfter: delaySeconds,
          db: {
            executeSql: (text, values) => trx.executeQuery(CompiledQuery.raw(text, values)) as never,
          },
        },
      );
      if (id === null) throw new Error('The queue took no job.');
      return id;
    },
    // Not boss.work(): it answers for jobs in promises that nobody hears, and a database that restarts would end us.
    async take() {
      const [job] = await boss.fetch<{ scan: string }>(QUEUE);
      return job && { id: job.id, scan: job.data.scan };
    },
    async done({ id }) {
      await boss.complete(QUEUE, id).catch((failure: Error) => log(`queue: ${failure.message}`));
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  };
}
