import { setTimeout as pause } from 'node:timers/promises';
import { note } from './store/audit.ts';
import { KEPT } from './store/purge.ts';
import { notePurge, readSettings, takePurge } from './store/settings.ts';
import type { Store } from './store/store.ts';

/** Few enough that nobody waits for a batch, even of the largest results. */
const AT_ONCE = 200;
/** Clients that send a request again do so within hours. */
const IDEMPOTENCY_DAYS = 1;
const LOOK_MS = 10 * 60_000;

export type Purged = Readonly<Record<(typeof KEPT)[number]['kind'], number>>;

/** Removes what is older than the settings keep, batch by batch, and writes down how much it was. */
export async function purge(store: Store, actor: string, signal?: AbortSignal): Promise<Purged> {
  const { retention } = await readSettings(store.db);
  const removed = { results: 0, events: 0, audit: 0, deliveries: 0, alerts: 0, sessions: 0, idempotency: 0 };
  // Alerts tell of the same as their deliveries; sessions end by their own time.
  const days = { ...retention, alerts: retention.deliveries, idempotency: IDEMPOTENCY_DAYS, sessions: 0 };
  for (const { kind, removeSome } of KEPT) {
    while (!signal?.aborted) {
      const some = await removeSome(store.db, days[kind], AT_ONCE);
      removed[kind] += some;
      if (some < AT_ONCE) break;
    }
  }
  await store.db.transaction().execute(async (trx) => {
    await notePurge(trx);
    await note(trx, actor, 'data.purge', 'settings', removed);
  });
  return removed;
}

/** Once a day, by one of all workers. Ends with the signal. */
export async function purgeDaily(
  store: Store,
  signal: AbortSignal,
  log: (says: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await takePurge(store.db)) await purge(store, 'server', signal);
    } catch (failure) {
      log(`purge: ${(failure as Error).message}`);
    }
    await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}
