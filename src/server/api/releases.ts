import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import type { ReleaseRow } from '../store/releases.ts';
import { insertRelease, releasesOf } from '../store/releases.ts';
import { remove } from '../store/remove.ts';
import { needs } from './authenticate.ts';
import { idempotencyHeader, idempotent } from './idempotent.ts';
import { absent, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';

const MOST_RELEASES = 200;

const releaseView = z
  .object({
    id: z.string(),
    api: z.string().describe('id of the API'),
    name: z.string().describe('version, commit, or whatever the team calls it'),
    at: z.iso.datetime().describe('when it was released'),
  })
  .openapi('Release');
export type ReleaseView = z.infer<typeof releaseView>;

const newRelease = z
  .strictObject({
    name: text(1, 100).describe('version, commit, or whatever the team calls it'),
    at: z.iso.datetime().optional().describe('when it was released; now where left out'),
  })
  .openapi('NewRelease');

function show({ id, api_id, name, at }: ReleaseRow): ReleaseView {
  return { id, api: api_id, name, at: at.toISOString() };
}

export function releaseRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/apis/{id}/releases',
        operationId: 'createRelease',
        tags: ['APIs'],
        description: 'Marks a release in the line of scores, so that a change can be told from its cause.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('API'), headers: idempotencyHeader, body: body(newRelease) },
        responses: { 201: json(releaseView, 'The release'), ...problems(400, 404, 422) },
      }),
      async (context) => {
        const { id: api } = context.req.valid('param');
        const { name, at } = context.req.valid('json');
        const release = await idempotent(context, store, async (trx) => {
          if ((await apiById(trx, api)) === undefined) throw absent('API');
          const id = randomUUID();
          const row = await insertRelease(trx, {
            id,
            api_id: api,
            name,
            ...(at === undefined ? {} : { at: new Date(at) }),
          });
          await note(trx, context.get('caller').id, 'release.create', id, { api, name });
          return show(row);
        });
        return context.json(release, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}/releases',
        operationId: 'listReleases',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          params: idParam('API'),
          query: z.object({
            limit: z.coerce
              .number()
              .int()
              .min(1)
              .max(MOST_RELEASES)
              .default(100)
              .describe('the newest so many'),
          }),
        },
        responses: {
          200: json(z.object({ items: z.array(releaseView) }), 'Oldest first'),
          ...problems(400, 404),
        },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        if ((await apiById(store.db, id)) === undefined) throw absent('API');
        const rows = await releasesOf(store.db, id, context.req.valid('query').limit);
        return context.json({ items: rows.map(show) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/releases/{id}',
        operationId: 'deleteRelease',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('release') },
        responses: { 204: { description: 'Gone' }, ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          if (!(await remove(trx, 'releases', id))) throw absent('release');
          await note(trx, context.get('caller').id, 'release.delete', id);
        });
        return context.body(null, 204);
      },
    );
}
