import { setTimeout as pause } from 'node:timers/promises';
import type { Delivering } from '../deliver/deliver.ts';
import { deliverNext } from '../deliver/deliver.ts';
import type { ScanQueue } from '../queue/scan-queue.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { runSchedules } from './run-schedules.ts';

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
/** While the database is away there is nothing to do but to wait. */
const AFTER_FAILURE_MS = 5_000;
/** Receivers at once: one that hangs keeps the others waiting no longer than that. */
const SENDERS = 4;

/** Runs what is due, sees to what scans have said, and sends it: in every process that works, each thing once. */
export function startMonitor(options: MonitorOptions): Monitor {
  const { store, queue, now, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const busy = new Set<string>();

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

  async function schedules(): Promise<boolean> {
    if ((await runSchedules(store, queue, now())) > 0) options.wake();
    return false;
  }

  const loops = [
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
