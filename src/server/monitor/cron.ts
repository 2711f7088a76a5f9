import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { counted } from '../../report/words.ts';

/** What most people want, in the night of their time zone. */
export const PRESETS = {
  hourly: '0 * * * *',
  daily: '0 3 * * *',
  weekdays: '0 3 * * 1-5',
  weekly: '0 3 * * 1',
  monthly: '0 3 1 * *',
} as const;
export type Preset = keyof typeof PRESETS;

export const LONGEST_CRON = 100;
/** A scan takes minutes. */
const LEAST_GAP_MS = 5 * 60_000;
/** More than a day of the most frequent pattern that is allowed: what repeats has repeated by then. */
const TRIED_RUNS = 300;
/** Patterns that run so seldom show their shortest gap within a few runs: minutes and hours are the same on all days. */
const TRIED_SELDOM = 4;
const SELDOM_MS = 40 * 24 * 3_600_000;

/** Why a pattern or a zone cannot be used, in one sentence. */
export class CronProblem extends Error {}

/** When a schedule runs. */
export interface Timetable {
  /** The first time behind that one; undefined where there is none any more. */
  next(after: Date): Date | undefined;
}

/** @throws CronProblem */
export function readTimetable(cron: string, timeZone: string): Timetable {
  checkZone(timeZone);
  return timetableOf(cron, { timezone: timeZone });
}

/** @throws CronProblem for what would never run, or too often */
export function readNewTimetable(cron: string, timeZone: string, now: Date): Timetable {
  const timetable = readTimetable(cron, timeZone);
  if (timetable.next(now) === undefined) throw new CronProblem(`"${cron}" never runs: there is no such day.`);
  const gap = shortestGapMs(timetableOf(cron, { utcOffset: 0 }), now);
  if (gap < LEAST_GAP_MS)
    throw new CronProblem(
      `"${cron}" runs again after ${counted(gap / 60_000, 'minute')}: at least 5 minutes have to lie between two runs.`,
    );
  return timetable;
}

/** On a clock that is never changed, which is read ten times as fast. */
function shortestGapMs(timetable: Timetable, now: Date): number {
  let shortest = Number.POSITIVE_INFINITY;
  let last = timetable.next(now);
  const start = last?.getTime() ?? 0;
  for (let runs = 1; last && runs < TRIED_RUNS; runs += 1) {
    const next = timetable.next(last);
    if (next === undefined || (runs >= TRIED_SELDOM && next.getTime() - start > SELDOM_MS)) break;
    shortest = Math.min(shortest, next.getTime() - last.getTime());
    if (shortest < LEAST_GAP_MS) break;
    last = next;
  }
  return shortest;
}

function timetableOf(cron: string, zone: { timezone: string } | { utcOffset: number }): Timetable {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5)
    throw new CronProblem(
      `A cron pattern has five fields (minute, hour, day of month, month, day of week), not ${fields.length}.`,
    );
  try {
    const parsed = new Cron(fields.join(' '), { ...zone, mode: '5-part', paused: true });
    return { next: (after) => parsed.nextRun(after) ?? undefined };
  } catch (failure) {
    const why = (failure as Error).message.replace(/^CronPattern: /, '').replace(/\.$/, '');
    throw new CronProblem(`The cron pattern "${cron}" cannot be read: ${why}.`);
  }
}

export function nextRuns(timetable: Timetable, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  for (let last = timetable.next(after); last && runs.length < count; last = timetable.next(last))
    runs.push(last);
  return runs;
}

/** Spreads schedules of one pattern, each by the same every time. */
export function jitterMs(id: string, jitterSeconds: number): number {
  const drawn = createHash('sha256').update(id).digest().readUInt32BE(0);
  return (drawn % (jitterSeconds + 1)) * 1000;
}

function checkZone(timeZone: string): void {
  try {
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError();
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new CronProblem(
      `"${timeZone}" is no time zone: name one of the IANA database, such as Europe/Berlin.`,
    );
  }
}
