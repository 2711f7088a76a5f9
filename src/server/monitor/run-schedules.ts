import { addScan } from '../queue/add-scan.ts';
import type { ScanQueue } from '../queue/scan-queue.ts';
import { apiById } from '../store/apis.ts';
import type { ScheduleRow } from '../store/schedules.ts';
import { advance, isUnderWay, lockAhead, lockDue } from '../store/schedules.ts';
import type { ScanSettings } from '../store/schema.ts';
import type { Queries, Store } from '../store/store.ts';
import type { Timetable } from './cron.ts';
import { CronProblem, jitterMs, readTimetable } from './cron.ts';

/** So late a schedule was not run in time: a restart takes less, so that the catch-up policy has nothing to say of it. */
const LATE_MS = 10 * 60_000;
/** Locked by one transaction, so that other workers take the next ones. */
const AT_ONCE = 20;
/** Times that passed by are counted so far: months of every five minutes are no better known. */
const MOST_COUNTED = 10_000;

/** In one transaction; the next look takes more. */
const MOST_BROUGHT_BACK = 1_000;

const MISSED = 'No worker ran when it was due.';
const BUSY = 'Another scan of the API was waiting or running.';

type Times = Pick<ScheduleRow, 'due_at' | 'next_run_at'>;
const NEVER: Times = { due_at: null, next_run_at: null };

/** When a schedule runs for the first time behind that moment. */
export function nextTimes(
  { id, jitter_seconds }: Pick<ScheduleRow, 'id' | 'jitter_seconds'>,
  timetable: Timetable,
  after: Date,
): Times {
  const jitter = jitterMs(id, jitter_seconds);
  const due = timetable.next(new Date(after.getTime() - jitter));
  return due ? { due_at: due, next_run_at: new Date(due.getTime() + jitter) } : NEVER;
}

/** Queues the scans of all schedules whose time has come, each once. @returns how many were due */
export async function runSchedules(store: Store, queue: ScanQueue, now: Date): Promise<number> {
  let all = 0;
  for (;;) {
    const count = await store.db.transaction().execute(async (trx) => {
      const due = await lockDue(trx, now, AT_ONCE);
      for (const schedule of due) await runSchedule(trx, queue, schedule, now);
      return due.length;
    });
    all += count;
    if (count < AT_ONCE) return all;
  }
}

/** Less may be a clock that was mended: what ran then is not run again. */
const FAR_AHEAD_MS = 48 * 3_600_000;

/** Takes schedules back that ran while the clock was days ahead. @returns how many */
export async function bringBack(store: Store, now: Date): Promise<number> {
  return await store.db.transaction().execute(async (trx) => {
    const ahead = await lockAhead(trx, new Date(now.getTime() + FAR_AHEAD_MS), MOST_BROUGHT_BACK);
    for (const schedule of ahead) {
      const { next, problem } = timesOf({ ...schedule, due_at: null }, now);
      if (problem === undefined)
        await advance(trx, schedule.id, { ...next, last_run_at: null, last_skip_at: null });
    }
    return ahead.length;
  });
}

async function runSchedule(trx: Queries, queue: ScanQueue, schedule: ScheduleRow, now: Date): Promise<void> {
  const { id, api_id, catch_up, next_run_at } = schedule;
  const api = await apiById(trx, api_id);
  if (api === undefined || next_run_at === null) return;
  const { next, missed, problem } = timesOf(schedule, now);
  const skip = (reason: string, count: number) =>
    advance(trx, id, { ...next, last_skip_at: now, last_skip_reason: reason }, count);
  if (problem !== undefined) return await skip(problem, 1);
  if (catch_up === 'skip' && now.getTime() - next_run_at.getTime() > LATE_MS)
    return await skip(MISSED, missed + 1);
  if (await isUnderWay(trx, api_id)) return await skip(BUSY, missed + 1);
  const scan = await addScan(trx, queue, api, {
    // What the API says by now holds: it may have become one that nobody may change.
    mode: api.mode === 'safe' ? 'safe' : (schedule.mode ?? api.mode),
    settings: schedule.settings as ScanSettings,
    by: schedule.created_by,
    schedule: id,
  });
  const told = missed > 0 ? { last_skip_at: now, last_skip_reason: MISSED } : {};
  await advance(trx, id, { ...next, ...told, last_run_at: now, last_scan_id: scan.id }, missed);
}

/**
 * What follows the time that it waits for: the first that is neither past nor known, so that a clock that was set back
 * runs nothing twice; and how many passed by in between.
 */
function timesOf(
  schedule: ScheduleRow,
  now: Date,
): { readonly next: Times; readonly missed: number; readonly problem?: string } {
  const { id, cron, time_zone, jitter_seconds, due_at } = schedule;
  try {
    const timetable = readTimetable(cron, time_zone);
    const jitter = jitterMs(id, jitter_seconds);
    const last = Math.max(now.getTime() - jitter, due_at?.getTime() ?? 0);
    const next = nextTimes(schedule, timetable, new Date(last + jitter));
    let missed = 0;
    let at = due_at === null ? undefined : timetable.next(due_at);
    for (; at && at.getTime() <= last && missed < MOST_COUNTED; at = timetable.next(at)) missed += 1;
    return { next, missed };
  } catch (failure) {
    // A zone that a later version of its database does not know.
    if (failure instanceof CronProblem) return { next: NEVER, missed: 0, problem: failure.message };
    throw failure;
  }
}
