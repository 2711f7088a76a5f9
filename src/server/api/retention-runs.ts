import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Retention } from '../../result.ts';
import { RetentionResultSchema } from '../../retention/result.ts';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import type { Page } from '../store/page.ts';
import { remove } from '../store/remove.ts';
import {
  insertRetentionRun,
  listRetentionRuns,
  retentionResultOf,
  retentionRunById,
  retentionTrendOf,
} from '../store/retention-runs.ts';
import { apiAround } from './api-of-address.ts';
import { addressIn } from './apis.ts';
import { needs } from './authenticate.ts';
import { keepable } from './keepable.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import {
  pointOf,
  retentionRunView,
  retentionRunWithResult,
  retentionTrend,
  showRetentionRun,
} from './retention-views.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text, whole } from './text.ts';

const RESULT = RetentionResultSchema.omit({ trace: true });
const newRun = z
  .strictObject({
    result: z
      .looseObject({
        format: z.literal('middlebrick-retention-result'),
        version: z.literal(1),
        target: text(1, 2_000).regex(/^https?:\/\//, 'takes an address'),
      })
      .describe('what "middlebrick retention --format json" wrote; its recording is left out'),
    api: text(1, 100)
      .optional()
      .describe('id of the API; where left out, the one whose address the endpoint lies below, or a new one'),
    at: z.iso.datetime().max(40).optional().describe('when it was measured; now where left out'),
  })
  .openapi('NewRetentionRun');

export function retentionRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/retention-runs',
        operationId: 'uploadRetentionRun',
        tags: ['Memory per credential'],
        description: 'Takes in what was measured elsewhere, once: again it answers as the first time.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { body: body(newRun) },
        responses: {
          200: json(retentionRunView, 'Known already'),
          201: json(retentionRunView, 'Taken in'),
          ...problems(400, 404),
        },
      }),
      async (context) => {
        const { result: given, api, at } = context.req.valid('json');
        const result = readGiven(given);
        const caller = context.get('caller').id;
        const id = idOf(result);
        const taken = await keepable(
          store.db.transaction().execute(async (trx) => {
            const of =
              api === undefined ? await apiAround(trx, result.target, caller) : await apiById(trx, api);
            if (of === undefined) throw absent('API');
            const when = at === undefined ? new Date() : new Date(at);
            const isNew = await insertRetentionRun(trx, {
              id,
              api: of.id,
              scan: null,
              at: when,
              result,
              by: caller,
            });
            if (isNew) await note(trx, caller, 'retention.upload', id, { api: of.id });
            return { row: await retentionRunById(trx, id), isNew };
          }),
        );
        if (taken.row === undefined) throw absent('run');
        return context.json(showRetentionRun(taken.row), taken.isNew ? 201 : 200, {
          Location: `/api/v1/retention-runs/${id}`,
        });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/retention-runs',
        operationId: 'listRetentionRuns',
        tags: ['Memory per credential'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            api: text(1, 100).optional().describe('id of an API'),
            verdict: RESULT.shape.verdict.optional(),
          }),
        },
        responses: { 200: json(pageOf(retentionRunView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { api, verdict, ...asked } = context.req.valid('query');
        const list = (page: Page) => listRetentionRuns(store.db, page, { api, verdict });
        return context.json(await newestPage(asked, list, showRetentionRun), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/retention-runs/{id}',
        operationId: 'getRetentionRun',
        tags: ['Memory per credential'],
        description: 'With all that was measured, its curve too.',
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('run') },
        responses: { 200: json(retentionRunWithResult, 'The run'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const row = await retentionRunById(store.db, id);
        const result = row && (await retentionResultOf(store.db, id));
        if (row === undefined || result === undefined) throw absent('run');
        return context.json({ ...showRetentionRun(row), result: { ...result } }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/retention-runs/{id}',
        operationId: 'deleteRetentionRun',
        tags: ['Memory per credential'],
        description: 'A run that is a part of a scan goes with the scan alone.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('run') },
        responses: { 204: { description: 'Gone' }, ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          const row = await retentionRunById(trx, id);
          if (row === undefined) throw absent('run');
          if (row.scan_id !== null)
            throw new Problem(409, 'of-a-scan', 'The run is a part of a scan: delete that.');
          await remove(trx, 'retention_runs', id);
          await note(trx, context.get('caller').id, 'retention.delete', id, { api: row.api_id });
        });
        return context.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}/retention',
        operationId: 'retentionTrendOfApi',
        summary: 'Memory per credential over time',
        tags: ['Memory per credential'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('API'), query: z.object({ limit: whole(1, 1_000, 100) }) },
        responses: { 200: json(retentionTrend, 'Oldest first'), ...problems(400, 404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        if ((await apiById(store.db, id)) === undefined) throw absent('API');
        const rows = await retentionTrendOf(store.db, id, context.req.valid('query').limit);
        return context.json({ points: rows.map(pointOf) }, 200);
      },
    );
}

function readGiven(given: unknown): Retention {
  const read = RESULT.safeParse(given);
  if (!read.success) {
    const errors = read.error.issues.slice(0, 10).map(({ path, message }) => ({
      at: ['result', ...path].map(String).join('.'),
      detail: message,
    }));
    throw new Problem(400, 'no-result', 'This is no result of "middlebrick retention" (--format json).', {
      errors,
    });
  }
  addressIn(read.data.target);
  return read.data;
}

function idOf(result: Retention): string {
  return createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 32);
}
