import { z } from '@hono/zod-openapi';
import type { Preset } from '../monitor/cron.ts';
import { jitterMs, LONGEST_CRON, nextRuns, PRESETS, readTimetable } from '../monitor/cron.ts';
import { CATCH_UPS } from '../store/monitoring-tables.ts';
import type { ScheduleRow } from '../store/schedules.ts';
import { scanSettings } from './scans.ts';
import { text, time } from './text.ts';

/** As many as show a pattern that is not what was meant. */
const SHOWN_RUNS = 5;
/** More would be another time of the day. */
const MOST_JITTER_SECONDS = 3_600;
const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

export const settingsShape = z.strictObject(scanSettings).openapi('ScanSettings');

export const timing = {
  cron: text(1, LONGEST_CRON)
    .optional()
    .describe(
      'five fields: minute, hour, day of month, month, day of week; this or "preset". 5 minutes have to lie between two runs',
    )
    .openapi({ example: '30 3 * * 1-5' }),
  preset: z
    .enum(PRESET_NAMES)
    .optional()
    .describe(
      `a pattern by its name: ${PRESET_NAMES.map((name) => `${name} is "${PRESETS[name]}"`).join(', ')}`,
    ),
  timeZone: text(1, 60)
    .describe('of the pattern: a name of the IANA database')
    .openapi({ example: 'Europe/Berlin' }),
};

export const scheduleFields = {
  ...timing,
  name: text(1, 200),
  jitterSeconds: z
    .int()
    .min(0)
    .max(MOST_JITTER_SECONDS)
    .describe('runs later than the pattern says by up to so many seconds, always by the same'),
  catchUp: z
    .enum(CATCH_UPS)
    .describe(
      'what becomes of a run that is more than ten minutes late because no worker ran: left out, or made once for all that were missed',
    ),
  enabled: z.boolean().describe('false: paused'),
  mode: z
    .enum(['safe', 'active'])
    .nullable()
    .describe('that of the API where null; active only where the API is'),
  settings: settingsShape.describe('of each scan'),
};

export const scheduleView = z
  .object({
    id: z.string(),
    api: z.string().describe('id of the API'),
    name: z.string(),
    cron: z.string(),
    preset: z.enum(PRESET_NAMES).nullable().describe('name of the pattern, where it has one'),
    timeZone: z.string(),
    jitterSeconds: z.int(),
    catchUp: z.enum(CATCH_UPS),
    enabled: z.boolean(),
    mode: z.enum(['safe', 'active']).nullable(),
    settings: settingsShape,
    nextRunAt: time.nullable().describe('jitter included; null where it is paused'),
    lastRunAt: time.nullable(),
    lastScan: z.string().nullable().describe('id of the scan that it queued last'),
    skipped: z.int().describe('runs that were left out, in all'),
    lastSkip: z.object({ at: time, reason: z.string() }).nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Schedule');

export function showSchedule(row: ScheduleRow): z.infer<typeof scheduleView> {
  return {
    id: row.id,
    api: row.api_id,
    name: row.name,
    cron: row.cron,
    preset: PRESET_NAMES.find((name) => PRESETS[name] === row.cron) ?? null,
    timeZone: row.time_zone,
    jitterSeconds: row.jitter_seconds,
    catchUp: row.catch_up,
    enabled: row.enabled,
    mode: row.mode,
    settings: row.settings as z.infer<typeof settingsShape>,
    nextRunAt: row.next_run_at?.toISOString() ?? null,
    lastRunAt: row.last_run_at?.toISOString() ?? null,
    lastScan: row.last_scan_id,
    skipped: row.skipped,
    lastSkip:
      row.last_skip_at === null || row.last_skip_reason === null
        ? null
        : { at: row.last_skip_at.toISOString(), reason: row.last_skip_reason },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** To read a pattern costs time: a list of schedules says no more than the next run. */
export const scheduleDetail = scheduleView
  .extend({ nextRuns: z.array(time).describe('the next five, jitter included; none where it is paused') })
  .openapi('ScheduleDetail');

export function showDetailOf(row: ScheduleRow): z.infer<typeof scheduleDetail> {
  return { ...showSchedule(row), nextRuns: runsOf(row).map((run) => run.toISOString()) };
}

/** From the one that it waits for. */
function runsOf(row: ScheduleRow): Date[] {
  const { id, cron, time_zone, jitter_seconds, due_at } = row;
  if (due_at === null) return [];
  const jitter = jitterMs(id, jitter_seconds);
  const timetable = readTimetable(cron, time_zone);
  return [due_at, ...nextRuns(timetable, due_at, SHOWN_RUNS - 1)].map(
    (run) => new Date(run.getTime() + jitter),
  );
}

export const previewView = z
  .object({ cron: z.string(), timeZone: z.string(), nextRuns: z.array(time).describe('the next five') })
  .openapi('SchedulePreview');

export function preview(
  cron: string,
  timeZone: string,
  timetable: ReturnType<typeof readTimetable>,
  now: Date,
): z.infer<typeof previewView> {
  return {
    cron,
    timeZone,
    nextRuns: nextRuns(timetable, now, SHOWN_RUNS).map((run) => run.toISOString()),
  };
}

export type ScheduleView = z.infer<typeof scheduleView>;

export type ScheduleDetailView = z.infer<typeof scheduleDetail>;

export type SchedulePreviewView = z.infer<typeof previewView>;
