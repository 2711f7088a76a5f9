import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Preset } from '../monitor/cron.ts';
import { CronProblem, PRESETS, readNewTimetable } from '../monitor/cron.ts';
import { nextTimes } from '../monitor/run-schedules.ts';
import type { ApiRow } from '../store/apis.ts';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { toJson } from '../store/json.ts';
import type { Page } from '../store/page.ts';
import { remove } from '../store/remove.ts';
import { insertSchedule, listSchedules, scheduleById } from '../store/schedules.ts';
import { changeVersion } from '../store/versioned.ts';
import { needs } from './authenticate.ts';
import { idempotencyHeader, idempotent } from './idempotent.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import {
  preview,
  previewView,
  scheduleDetail,
  scheduleFields,
  scheduleView,
  showDetailOf,
  showSchedule,
  timing,
} from './schedule-views.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';

const newSchedule = z
  .strictObject({
    ...scheduleFields,
    api: text(1, 100).describe('id of the API'),
    name: scheduleFields.name.optional().describe('its pattern where left out'),
    timeZone: timing.timeZone.default('UTC'),
    jitterSeconds: scheduleFields.jitterSeconds.default(0),
    catchUp: scheduleFields.catchUp.default('once'),
    enabled: scheduleFields.enabled.default(true),
    mode: scheduleFields.mode.default(null),
    settings: scheduleFields.settings.prefault({}),
  })
  .openapi('NewSchedule');
const changes = z.strictObject(scheduleFields).partial().openapi('ScheduleChanges');
const wantedPreview = z
  .strictObject({ ...timing, timeZone: timing.timeZone.default('UTC') })
  .openapi('WantedPreview');

/** @throws Problem for what never runs, runs too often, or is in no known zone */
function timetableOf(cron: string, timeZone: string, now: Date) {
  try {
    return readNewTimetable(cron, timeZone, now);
  } catch (failure) {
    if (failure instanceof CronProblem) throw new Problem(400, 'bad-schedule', failure.message);
    throw failure;
  }
}

/** @throws Problem where there is not exactly one of them */
function patternIn({ cron, preset }: { cron?: string | undefined; preset?: Preset | undefined }): string {
  if ((cron === undefined) === (preset === undefined))
    throw new Problem(400, 'invalid-request', 'cron: give either a cron pattern or a preset.');
  return preset === undefined ? (cron ?? '').trim().split(/\s+/).join(' ') : PRESETS[preset];
}

function checkMode(mode: 'safe' | 'active' | null, api: ApiRow): void {
  if (mode === 'active' && api.mode !== 'active')
    throw new Problem(400, 'safe-api', 'mode: the API is one for safe scans only; change that first.');
}

export function scheduleRoutes({ store, now }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/schedules/preview',
        operationId: 'previewSchedule',
        tags: ['Schedules'],
        description: 'When such a schedule would run. Nothing is kept.',
        security: SECURITY,
        middleware: needs('read'),
        request: { body: body(wantedPreview) },
        responses: { 200: json(previewView, 'Its next runs'), ...problems(400) },
      }),
      (context) => {
        const { timeZone, ...given } = context.req.valid('json');
        const cron = patternIn(given);
        const at = now();
        return context.json(preview(cron, timeZone, timetableOf(cron, timeZone, at), at), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/schedules',
        operationId: 'createSchedule',
        tags: ['Schedules'],
        description:
          'Queues a scan whenever its pattern says so, unless another of the same API waits or runs.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { headers: idempotencyHeader, body: body(newSchedule) },
        responses: { 201: json(scheduleDetail, 'The schedule'), ...problems(400, 404, 422) },
      }),
      async (context) => {
        const given = context.req.valid('json');
        const caller = context.get('caller').id;
        const cron = patternIn(given);
        const timetable = timetableOf(cron, given.timeZone, now());
        const schedule = await idempotent(context, store, async (trx) => {
          const api = await apiById(trx, given.api);
          if (api === undefined) throw absent('API');
          checkMode(given.mode, api);
          const fields = { id: randomUUID(), jitter_seconds: given.jitterSeconds };
          const row = await insertSchedule(trx, {
            ...fields,
            ...(given.enabled ? nextTimes(fields, timetable, now()) : PAUSED),
            api_id: api.id,
            name: given.name ?? cron,
            cron,
            time_zone: given.timeZone,
            catch_up: given.catchUp,
            enabled: given.enabled,
            mode: given.mode,
            settings: toJson(given.settings),
            created_by: caller,
          });
          await note(trx, caller, 'schedule.create', row.id, { api: api.id, cron });
          return showDetailOf(row);
        });
        return context.json(schedule, 201, { Location: `/api/v1/schedules/${schedule.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/schedules',
        operationId: 'listSchedules',
        tags: ['Schedules'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({ ...pageQuery, api: text(1, 100).optional().describe('id of an API') }),
        },
        responses: { 200: json(pageOf(scheduleView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { api, ...asked } = context.req.valid('query');
        const list = (page: Page) => listSchedules(store.db, page, api);
        return context.json(await newestPage(asked, list, showSchedule), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/schedules/{id}',
        operationId: 'getSchedule',
        tags: ['Schedules'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('schedule') },
        responses: { 200: json(scheduleDetail, 'The schedule'), ...problems(404) },
      }),
      async (context) => {
        const row = await scheduleById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('schedule');
        return context.json(showDetailOf(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/schedules/{id}',
        operationId: 'changeSchedule',
        tags: ['Schedules'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('schedule'), headers: ifMatch, body: body(changes) },
        responses: { 200: json(scheduleDetail, 'The schedule as it is now'), ...problems(400, 404, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const given = context.req.valid('json');
        const wanted = context.req.header('if-match');
        const changed = await store.db.transaction().execute(async (trx) => {
          const before = await scheduleById(trx, id);
          if (before === undefined) throw absent('schedule');
          if (!matches(wanted, before)) throw outdated('schedule');
          const api = await apiById(trx, before.api_id);
          if (api === undefined) throw absent('schedule');
          if (given.mode !== undefined) checkMode(given.mode, api);
          const row = await changeVersion(trx, 'schedules', before, {
            ...timesIn(given, before, now()),
            ...(given.name === undefined ? {} : { name: given.name }),
            ...(given.catchUp === undefined ? {} : { catch_up: given.catchUp }),
            ...(given.mode === undefined ? {} : { mode: given.mode }),
            ...(given.settings === undefined ? {} : { settings: toJson(given.settings) }),
          });
          if (row === undefined) throw outdated('schedule');
          await note(trx, context.get('caller').id, 'schedule.change', id, given);
          return row;
        });
        return context.json(showDetailOf(changed), 200, { ETag: versionTag(changed) });
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/schedules/{id}',
        operationId: 'deleteSchedule',
        tags: ['Schedules'],
        description: 'Scans that it queued stay.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('schedule') },
        responses: { 204: { description: 'Gone' }, ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          if (!(await remove(trx, 'schedules', id))) throw absent('schedule');
          await note(trx, context.get('caller').id, 'schedule.delete', id);
        });
        return context.body(null, 204);
      },
    );
}

const PAUSED = { due_at: null, next_run_at: null };

type Row = NonNullable<Awaited<ReturnType<typeof scheduleById>>>;

/** Whatever changes when it runs makes its next time anew. */
function timesIn(given: z.infer<typeof changes>, before: Row, at: Date) {
  const { cron, preset, timeZone, jitterSeconds, enabled } = given;
  const isOther = [cron, preset, timeZone, jitterSeconds, enabled].some((one) => one !== undefined);
  if (!isOther) return {};
  const to = {
    cron: cron === undefined && preset === undefined ? before.cron : patternIn(given),
    time_zone: timeZone ?? before.time_zone,
    jitter_seconds: jitterSeconds ?? before.jitter_seconds,
    enabled: enabled ?? before.enabled,
  };
  const timetable = timetableOf(to.cron, to.time_zone, at);
  return { ...to, ...(to.enabled ? nextTimes({ ...to, id: before.id }, timetable, at) : PAUSED) };
}
