import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { takeIn } from '../intake.ts';
import type { Log } from '../operations/log.ts';
import type { EndOfScan } from '../operations/metrics.ts';
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
  /** From the start of a scan to its end, in whichever way. */
  readonly ended: (status: EndOfScan, seconds: number) => void;
  readonly log: Log;
}

export interface Worker {
  /** Something may wait: look now. */
  wake(): void;
  /** Takes no more; what is under way after that time is given back. Resolves when there is nothing left. */
  stop(graceMs: number): Promise<void>;
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
  /** Takes nothing more. */
  const closing = new AbortController();
  /** What runs has to end. */
  const stopping = new AbortController();
  let sleep = new AbortController();

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: AbortSignal.any([closing.signal, sleep.signal]) }).catch(() => {});
  }

  async function takeJobs(): Promise<void> {
    while (!closing.signal.aborted) {
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
    while (!closing.signal.aborted) {
      await pause(RECOVER_MS, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return;
      await recover(store, queue, false).catch((failure: Error) => log(`recovery: ${failure.message}`));
    }
  }

  const loops = [
    ...Array.from({ length: options.slots }, takeJobs),
    watchOver(),
    purgeDaily(store, closing.signal, log),
  ];
  return {
    wake() {
      sleep.abort();
      sleep = new AbortController();
    },
    async stop(graceMs) {
      closing.abort();
      const late = setTimeout(() => stopping.abort(), graceMs);
      await Promise.all(loops);
      clearTimeout(late);
    },
  };
}

/** Scans, and writes what came of it once. */
async function carryOut(options: WorkerOptions, { scan, api, attempt }: Claim, stopping: AbortSignal) {
  const { store, queue, log } = options;
  const began = performance.now();
  const ended = (status: EndOfScan) => {
    const seconds = (performance.now() - began) / 1000;
    options.ended(status, seconds);
    log(`scan ${status}`, { scan: scan.id, attempt, seconds: Math.round(seconds) }, 'info');
  };
  log('scan started', { scan: scan.id, attempt }, 'info');
  const prepared = await orderFor(options, { scan, api, attempt }).catch((failure) => {
    if (failure instanceof Refusal) return failure;
    throw failure;
  });
  if (prepared instanceof Refusal) {
    const { code, message } = prepared;
    await write(options, { scan, api, attempt }, { type: 'failed', code, message }, [], false);
    return ended('failed');
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
    await giveBackToQueue(store, queue, { id: scan.id, attempt }, 'The server was stopped', false);
    return ended('requeued');
  }
  ended(
    await stubbornly(
      () => write(options, { scan, api, attempt }, outcome, heard, isCancelled),
      WRITE_FOR_MS,
      log,
    ),
  );
}

async function write(
  { store, queue }: WorkerOptions,
  { scan, api, attempt }: Claim,
  outcome: Outcome,
  heard: readonly NewEvent[],
  isCancelled: boolean,
): Promise<EndOfScan> {
  if (outcome.type === 'died' && !isCancelled) {
    const why = `The process of the scan ${outcome.how}`;
    await giveBackToQueue(store, queue, { id: scan.id, attempt }, why, true);
    return 'requeued';
  }
  return await store.db.transaction().execute(async (trx) => {
    const of = { id: scan.id, api: api.id, attempt };
    if (outcome.type === 'result') {
      await addEvents(trx, scan.id, heard);
      const status = isCancelled ? 'cancelled' : 'done';
      await takeIn(trx, of, outcome.digest, outcome.packed, status);
      return status;
    }
    const { code, message } =
      outcome.type === 'failed' ? outcome : { code: 'stopped', message: 'Cancelled.' };
    const status = isCancelled ? 'cancelled' : 'failed';
    if (await failScan(trx, scan.id, attempt, { code, message }, status))
      await addEvents(trx, scan.id, [...heard, { type: status, data: { code, message } }]);
    return status;
  });
}
