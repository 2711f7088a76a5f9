import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { takeIn } from '../intake.ts';
import { purgeDaily } from '../purge.ts';
import type { Job, ScanQueue } from '../queue/scan-queue.ts';
import { addEvents, type NewEvent } from '../store/events.ts';
import type { Claim } from '../store/running-scans.ts';
import { claimScan, failScan, heartbeat } from '../store/running-scans.ts';
import { readSettings } from '../store/settings.ts';
import { type Orders, orderFor, Refusal } from './order.ts';
import { giveBackToQueue, recover, requeue } from './recovery.ts';
import type { Outcome, ScanCommand } from './scan-child.ts';
import { startScan } from './scan-child.ts';
import { stubbornly } from './stubborn.ts';

export interface WorkerOptions extends Orders {
  readonly queue: ScanQueue;
  readonly command: ScanCommand;
  /** Scans at once. */
  readonly slots: number;
  readonly log: (says: string) => void;
}

export interface Worker {
  /** Something may wait: look now. */
  wake(): void;
  /** Gives back what is under way, and resolves when it is given back. */
  stop(): Promise<void>;
}

/** How long a scan may wait for a worker that nobody woke. */
const POLL_MS = 1_000;
const BEAT_MS = 2_000;
const RECOVER_MS = 15_000;
/** Until another of the same target may be over. */
const BUSY_SECONDS = 5;
/** A database may be restarted, moved, or given a larger disk meanwhile. */
const WRITE_FOR_MS = 15 * 60_000;

export function startWorker(options: WorkerOptions): Worker {
  const { store, queue, log } = options;
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const stopping = new AbortController();
  let sleep = new AbortController();

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: AbortSignal.any([stopping.signal, sleep.signal]) }).catch(() => {});
  }

  async function takeJobs(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await queue.take();
      if (job === undefined) await rest(POLL_MS);
      else await perform(job).catch((failure: Error) => log(`scan ${job.scan}: ${failure.message}`));
    }
  }

  async function perform(job: Job): Promise<void> {
    const { quotas } = await readSettings(store.db);
    const claim = await claimScan(store.db, job.scan, name, quotas.runningScans);
    if (claim === 'busy')
      await store.db.transaction().execute((trx) => requeue(trx, queue, job.scan, undefined, BUSY_SECONDS));
    else if (claim) await carryOut(options, claim, stopping.signal);
    await queue.done(job);
  }

  async function watchOver(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(RECOVER_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      await recover(store, queue, false).catch((failure: Error) => log(`recovery: ${failure.message}`));
    }
  }

  const loops = [
    ...Array.from({ length: options.slots }, takeJobs),
    watchOver(),
    purgeDaily(store, stopping.signal, log),
  ];
  return {
    wake() {
      sleep.abort();
      sleep = new AbortController();
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Scans, and writes what came of it once. */
async function carryOut(options: WorkerOptions, { scan, api, attempt }: Claim, stopping: AbortSignal) {
  const { store, queue, log } = options;
  const prepared = await orderFor(options, { scan, api, attempt }).catch((failure) => {
    if (failure instanceof Refusal) return failure;
    throw failure;
  });
  if (prepared instanceof Refusal) {
    const { code, message } = prepared;
    await write(options, { scan, api, attempt }, { type: 'failed', code, message }, [], false);
    return;
  }
  const { order, secrets } = prepared;
  let heard: NewEvent[] = [{ type: 'started', at: new Date(), data: { attempt } }];
  const child = startScan(options.command, order, secrets, (event) => heard.push(event), log);
  let isLost = false;
  let isCancelled = false;
  const beat = async () => {
    const events = heard;
    heard = [];
    try {
      const alive = await heartbeat(store.db, scan.id, attempt);
      if (alive === undefined) {
        isLost = true;
        return child.kill();
      }
      await addEvents(store.db, scan.id, events);
      if (alive.cancelled && !isCancelled) {
        isCancelled = true;
        child.stop();
      }
    } catch (failure) {
      heard = [...events, ...heard];
      log(`scan ${scan.id}: ${(failure as Error).message}`);
    }
  };
  const stop = () => child.stop();
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  const over = new AbortController();
  const beating = (async () => {
    while (!over.signal.aborted) {
      await beat();
      await pause(BEAT_MS, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  const outcome = await child.outcome;
  over.abort();
  stopping.removeEventListener('abort', stop);
  await beating;
  if (isLost) return log(`scan ${scan.id}: it is another worker’s now`);
  if (stopping.aborted && !isCancelled) {
    await giveBackToQueue(store, queue, { id: scan.id, attempt }, 'The server was stopped');
    return;
  }
  await stubbornly(
    () => write(options, { scan, api, attempt }, outcome, heard, isCancelled),
    WRITE_FOR_MS,
    log,
  );
}

async function write(
  { store, queue }: WorkerOptions,
  { scan, api, attempt }: Claim,
  outcome: Outcome,
  heard: readonly NewEvent[],
  isCancelled: boolean,
): Promise<void> {
  if (outcome.type === 'died' && !isCancelled) {
    const why = `The process of the scan ${outcome.how}`;
    await giveBackToQueue(store, queue, { id: scan.id, attempt }, why);
    return;
  }
  await store.db.transaction().execute(async (trx) => {
    const of = { id: scan.id, api: api.id, attempt };
    if (outcome.type === 'result') {
      await addEvents(trx, scan.id, heard);
      const status = isCancelled ? 'cancelled' : 'done';
      await takeIn(trx, of, outcome.digest, outcome.packed, status);
      return;
    }
    const { code, message } =
      outcome.type === 'failed' ? outcome : { code: 'stopped', message: 'Cancelled.' };
    const status = isCancelled ? 'cancelled' : 'failed';
    if (await failScan(trx, scan.id, attempt, { code, message }, status))
      await addEvents(trx, scan.id, [...heard, { type: status, data: { code, message } }]);
  });
}
