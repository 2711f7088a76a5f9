import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { ScanError } from '../../errors.ts';
import { parseTarget } from '../../target.ts';
import { usesCredentials } from '../store/access.ts';
import { apiById, insertApi, listApis } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { toJson } from '../store/json.ts';
import type { Page } from '../store/page.ts';
import { remove } from '../store/remove.ts';
import { trendOf } from '../store/scans.ts';
import { SCAN_SOURCES } from '../store/schema.ts';
import { changeVersion } from '../store/versioned.ts';
import { needs } from './authenticate.ts';
import { idempotencyHeader, idempotent } from './idempotent.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text, whole } from './text.ts';
import { apiView, openCounts, showApi } from './views.ts';

const MOST_LABELS = 20;
const LONGEST_URL = 2_000;

const fields = {
  name: text(1, 200),
  url: text(1, LONGEST_URL).describe('base address, such as https://api.example.com/v1'),
  spec: text(1, LONGEST_URL).nullable().describe('address of its OpenAPI document'),
  mode: z.enum(['safe', 'active']).describe('active scans also change state: only what you may break'),
  labels: z.array(text(1, 60)).max(MOST_LABELS),
  owner: text(1, 200).nullable(),
  publicBadge: z.boolean().describe('show the grade at /badge/{id}.svg to whoever asks, without a key'),
};
export const newApi = z
  .strictObject({
    ...fields,
    name: fields.name.optional().describe('its address where left out'),
    spec: fields.spec.optional(),
    mode: fields.mode.default('safe'),
    labels: fields.labels.default([]),
    owner: fields.owner.optional(),
    publicBadge: fields.publicBadge.default(false),
  })
  .openapi('NewApi');
const changes = z.strictObject(fields).partial().openapi('ApiChanges');
/** @throws Problem for what is no address of an API */
export function addressIn(typed: string): { readonly url: string; readonly origin: string } {
  try {
    return parseTarget(typed);
  } catch (failure) {
    if (failure instanceof ScanError) throw new Problem(400, failure.code, failure.message);
    throw failure;
  }
}

export function apiRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/apis',
        operationId: 'createApi',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { headers: idempotencyHeader, body: body(newApi) },
        responses: { 201: json(apiView, 'The API'), ...problems(400, 409, 422) },
      }),
      async (context) => {
        const given = context.req.valid('json');
        const { url } = addressIn(given.url);
        const spec = given.spec ? addressIn(given.spec).url : null;
        const api = await idempotent(context, store, async (trx) => {
          const row = await insertApi(trx, {
            id: randomUUID(),
            name: given.name ?? url,
            url,
            spec_url: spec,
            mode: given.mode,
            labels: toJson(given.labels),
            owner: given.owner ?? null,
            public_badge: given.publicBadge,
          });
          if (row === undefined) throw new Problem(409, 'known-url', `There is an API at ${url} already.`);
          await note(trx, context.get('caller').id, 'api.create', row.id, { url });
          return showApi(row);
        });
        return context.json(api, 201, { Location: `/api/v1/apis/${api.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis',
        operationId: 'listApis',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('read'),
        request: { query: z.object({ ...pageQuery, label: text(1, 60).optional() }) },
        responses: { 200: json(pageOf(apiView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { label, ...asked } = context.req.valid('query');
        const list = (page: Page) => listApis(store.db, page, label);
        return context.json(await newestPage(asked, list, showApi), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}',
        operationId: 'getApi',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('API') },
        responses: { 200: json(apiView, 'The API'), ...problems(404) },
      }),
      async (context) => {
        const row = await apiById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('API');
        return context.json(showApi(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/apis/{id}',
        operationId: 'changeApi',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('API'), headers: ifMatch, body: body(changes) },
        responses: { 200: json(apiView, 'The API as it is now'), ...problems(400, 404, 409, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const { name, url, spec, mode, labels, owner, publicBadge } = context.req.valid('json');
        const wanted = context.req.header('if-match');
        const changed = await store.db.transaction().execute(async (trx) => {
          const before = await apiById(trx, id);
          if (before === undefined) throw absent('API');
          if (!matches(wanted, before)) throw outdated('API');
          if (
            url !== undefined &&
            addressIn(url).origin !== addressIn(before.url).origin &&
            (await usesCredentials(trx, id))
          )
            throw new Problem(
              409,
              'has-identities',
              'Its credentials were given for the origin that it has: take its identities away first.',
            );
          const row = await changeVersion(trx, 'apis', before, {
            ...(name === undefined ? {} : { name }),
            ...(url === undefined ? {} : { url: addressIn(url).url }),
            ...(spec === undefined ? {} : { spec_url: spec && addressIn(spec).url }),
            ...(mode === undefined ? {} : { mode }),
            ...(labels === undefined ? {} : { labels: toJson(labels) }),
            ...(owner === undefined ? {} : { owner }),
            ...(publicBadge === undefined ? {} : { public_badge: publicBadge }),
          }).catch((failure: { code?: string }) => {
            if (failure.code === '23505')
              throw new Problem(409, 'known-url', 'Another API has that address.');
            throw failure;
          });
          if (row === undefined) throw outdated('API');
          await note(trx, context.get('caller').id, 'api.change', id, context.req.valid('json'));
          return row;
        });
        return context.json(showApi(changed), 200, { ETag: versionTag(changed) });
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/apis/{id}',
        operationId: 'deleteApi',
        tags: ['APIs'],
        description: 'With its scans, results and findings.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('API') },
        responses: { 204: { description: 'Gone' }, ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          if (!(await remove(trx, 'apis', id))) throw absent('API');
          await note(trx, context.get('caller').id, 'api.delete', id);
        });
        return context.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}/trend',
        operationId: 'trendOfApi',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          params: idParam('API'),
          query: z.object({ limit: whole(1, 1_000, 100) }),
        },
        responses: { 200: json(trend, 'Oldest first'), ...problems(400, 404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        if ((await apiById(store.db, id)) === undefined) throw absent('API');
        const rows = await trendOf(store.db, id, context.req.valid('query').limit);
        const points = rows.flatMap((row) =>
          row.started_at === null
            ? []
            : [
                {
                  scan: row.id,
                  at: row.started_at.toISOString(),
                  grade: row.grade,
                  score: row.score,
                  coverage: row.coverage,
                  open: row.open,
                  source: row.source,
                  schedule: row.schedule_id,
                },
              ],
        );
        return context.json({ points }, 200);
      },
    );
}

const trend = z
  .object({
    points: z.array(
      z.object({
        scan: z.string(),
        at: z.iso.datetime(),
        grade: z.enum(['A', 'B', 'C', 'D', 'F']).nullable(),
        score: z.number().nullable(),
        coverage: z.number().nullable(),
        open: openCounts.nullable(),
        source: z.enum(SCAN_SOURCES).describe('scanned by the server, or uploaded'),
        schedule: z.string().nullable().describe('id of the schedule that queued it'),
      }),
    ),
  })
  .openapi('Trend');

export type TrendView = z.infer<typeof trend>;
