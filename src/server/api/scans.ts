import { createRoute, z } from '@hono/zod-openapi';
import { addScan } from '../queue/add-scan.ts';
import { usesCredentials } from '../store/access.ts';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { addEvents } from '../store/events.ts';
import type { Page } from '../store/page.ts';
import { exceededBy } from '../store/quotas.ts';
import { deleteScan, listScans, requestCancel, scanById } from '../store/scans.ts';
import { SCAN_STATUSES } from '../store/schema.ts';
import { readSettings, type Settings } from '../store/settings.ts';
import type { Queries } from '../store/store.ts';
import { addressIn } from './apis.ts';
import { needs } from './authenticate.ts';
import { idempotencyHeader, idempotent } from './idempotent.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';
import { scanView, showScan } from './views.ts';

const DEFAULT_SECONDS = 600;
const MOST_SECONDS = 3_600;
const MOST_NAMES = 100;
const names = z.array(text(1, 200)).max(MOST_NAMES);

/** What a scan may be told beside what its API says. */
export const scanSettings = {
  maxSeconds: z.int().min(5).max(MOST_SECONDS).default(DEFAULT_SECONDS),
  maxRequests: z.int().min(1).max(1_000_000).optional(),
  rate: z.number().min(0.1).max(10_000).optional().describe('requests per second, at most'),
  quick: z.boolean().optional().describe('a few places for each rule; what is left out is said'),
  include: names.optional().describe('only these checks, rules, operations or paths'),
  exclude: names.optional().describe('not these; excluded paths are never sent to'),
};
export const newScan = z
  .strictObject({
    api: text(1, 100).describe('id of the API'),
    mode: z.enum(['safe', 'active']).optional().describe('that of the API where left out'),
    ...scanSettings,
    maxSeconds: z.int().min(5).max(MOST_SECONDS).optional().describe('that of the settings where left out'),
    rate: scanSettings.rate.describe('requests per second, at most; that of the settings where left out'),
  })
  .openapi('NewScan');

export function scanRoutes({ store, queue, ownership, wake }: Service) {
  /** Others wait for the database: name servers are asked before its transaction. */
  async function refuseUnproven(id: string, mode: 'safe' | 'active' | undefined): Promise<void> {
    const api = await apiById(store.db, id);
    if (api === undefined) throw absent('API');
    const standing = await ownership.standing({
      origin: addressIn(api.url).origin,
      mode: mode ?? api.mode,
      hasCredentials: await usesCredentials(store.db, api.id),
    });
    if (!standing.may) throw new Problem(422, 'ownership-not-proven', standing.says);
  }

  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/scans',
        operationId: 'createScan',
        tags: ['Scans'],
        description: 'Queues a scan of an API. One at a time is made of each target.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { headers: idempotencyHeader, body: body(newScan) },
        responses: { 202: json(scanView, 'The scan, which waits'), ...problems(400, 404, 422) },
      }),
      async (context) => {
        const { api: apiId, mode, ...given } = context.req.valid('json');
        const caller = context.get('caller');
        const { quotas, defaults } = await readSettings(store.db);
        const settings = withDefaults(given, defaults);
        await refuseUnproven(apiId, mode);
        const scan = await idempotent(context, store, async (trx) => {
          const api = await apiById(trx, apiId);
          if (api === undefined) throw absent('API');
          await keepQuota(trx, caller.id, quotas);
          const wanted = { mode: mode ?? api.mode, settings, by: caller.id };
          return showScan(await addScan(trx, queue, api, wanted));
        });
        wake();
        return context.json(scan, 202, { Location: `/api/v1/scans/${scan.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/scans',
        operationId: 'listScans',
        tags: ['Scans'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            api: text(1, 100).optional(),
            status: z.enum(SCAN_STATUSES).optional(),
          }),
        },
        responses: { 200: json(pageOf(scanView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { api, status, ...asked } = context.req.valid('query');
        const list = (page: Page) => listScans(store.db, page, { api, status });
        return context.json(await newestPage(asked, list, showScan), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/scans/{id}',
        operationId: 'getScan',
        tags: ['Scans'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('scan') },
        responses: { 200: json(scanView, 'The scan'), ...problems(404) },
      }),
      async (context) => {
        const row = await scanById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('scan');
        return context.json(showScan(row), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/scans/{id}/cancel',
        operationId: 'cancelScan',
        tags: ['Scans'],
        description: 'What was found until then is kept, as a result that is marked as partial.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('scan') },
        responses: { 202: json(scanView, 'The scan, which ends'), ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const row = await store.db.transaction().execute(async (trx) => {
          const cancelled = await requestCancel(trx, id);
          if (cancelled === undefined) {
            if ((await scanById(trx, id)) === undefined) throw absent('scan');
            throw new Problem(409, 'over', 'The scan is over.');
          }
          await note(trx, context.get('caller').id, 'scan.cancel', id);
          const type = cancelled.status === 'cancelled' ? 'cancelled' : 'cancelling';
          await addEvents(trx, id, [{ type }]);
          return cancelled;
        });
        return context.json(showScan(row), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/scans/{id}',
        operationId: 'deleteScan',
        tags: ['Scans'],
        description: 'With its result. What is known of findings stays.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('scan') },
        responses: { 204: { description: 'Gone' }, ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          if (!(await deleteScan(trx, id))) {
            if ((await scanById(trx, id)) === undefined) throw absent('scan');
            throw new Problem(409, 'under-way', 'The scan is under way: cancel it first.');
          }
          await note(trx, context.get('caller').id, 'scan.delete', id);
        });
        return context.body(null, 204);
      },
    );
}

function withDefaults<Given extends { maxSeconds?: number | undefined; rate?: number | undefined }>(
  given: Given,
  { maxSeconds, rate }: Settings['defaults'],
) {
  return {
    ...given,
    maxSeconds: given.maxSeconds ?? maxSeconds,
    ...(given.rate === undefined && rate !== null ? { rate } : {}),
  };
}

async function keepQuota(trx: Queries, key: string, quotas: Settings['quotas']): Promise<void> {
  const exceeded = await exceededBy(trx, key, quotas);
  if (exceeded === undefined) return;
  throw new Problem(429, 'quota-exceeded', exceeded.says, {
    headers: { 'Retry-After': `${exceeded.retryAfterSeconds}` },
  });
}
