import { setTimeout as pause } from 'node:timers/promises';
import type { Busy, Delivering } from '../deliver/deliver.ts';
import { deliverNext } from '../deliver/deliver.ts';
import type { ScanQueue } from '../queue/scan-queue.ts';
import { releaseAbandoned } from '../store/deliveries.ts';
import { createTurn } from '../store/turn.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { bringBack, runSchedules } from './run-schedules.ts';

export interface MonitorOptions extends Delivering {
  readonly queue: ScanQueue;
  /** Scans wait now. */
  readonly wake: () => void;
  readonly log: (says: string) => void;
}

export interface Monitor {
  /** Resolves when what is being sent is sent. */
  stop(): Promise<void>;
}

const LOOK_MS = 1_000;
/** Clocks are seldom wrong by days. */
const MEND_MS = 10 * 60_000;
/** While the database is away there is nothing to do but to wait. */
const AFTER_FAILURE_MS = 5_000;
/** Receivers at once: one that hangs keeps the others waiting no longer than that. */
const SENDERS = 4;

/** Runs what is due, sees to what scans have said, and sends it: in every process that works, each thing once. */
export function startMonitor(options: MonitorOptions): Monitor {
  const { store, queue, now, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const busy: Busy = { channels: new Set(), turn: createTurn() };

  /** @param look resolves to whether it should be asked again at once */
  async function repeat(what: string, look: () => Promise<boolean>): Promise<void> {
    while (!signal.aborted) {
      let rest = LOOK_MS;
      try {
        if (await look()) continue;
      } catch (failure) {
        log(`${what}: ${(failure as Error).message}`);
        rest = AFTER_FAILURE_MS;
      }
      await pause(rest, undefined, { signal }).catch(() => {});
    }
  }

  let mended = Number.NEGATIVE_INFINITY;
  async function schedules(): Promise<boolean> {
    if (performance.now() - mended > MEND_MS) {
      const count = await bringBack(store, now());
      if (count > 0)
        log(
          `schedules: ${count} had run at a time that is days ahead: they wait for their next time from now`,
        );
      mended = performance.now();
    }
    if ((await runSchedules(store, queue, now())) > 0) options.wake();
    return false;
  }

  async function release(): Promise<void> {
    if (store.isShared) return;
    await releaseAbandoned(store.db, now()).catch((failure: Error) => log(`deliveries: ${failure.message}`));
  }

  const loops = [
    release(),
    repeat('schedules', schedules),
    repeat('alerts', () => raiseAlerts(store, now())),
    ...Array.from({ length: SENDERS }, () => repeat('deliveries', () => deliverNext(options, busy))),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
