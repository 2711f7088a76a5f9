import { createRoute, z } from '@hono/zod-openapi';
import { MOST_IDENTITIES } from '../../given/stored-credentials.ts';
import { openIdentities } from '../identities.ts';
import { type Access, accessOf, setAccess } from '../store/access.ts';
import { lockApi } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { addressIn } from './apis.ts';
import { needs } from './authenticate.ts';
import { asProblem } from './credentials.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';

const MOST_ROLES = 50;
const MOST_PATTERNS = 1_000;

const identity = z.strictObject({
  name: text(1, 100).describe('stands in results'),
  role: text(1, 100).nullable().optional().describe('for example admin or user; found out where left out'),
  credential: text(1, 100).describe('id of the credential'),
});
const roles = z
  .record(text(1, 100), z.array(text(1, 500)).max(MOST_PATTERNS))
  .refine((all) => Object.keys(all).length <= MOST_ROLES, `at most ${MOST_ROLES} roles`)
  .describe(
    'operations that each role may call, such as "GET /orders*"; role "anonymous" is nobody. What answers otherwise is a finding',
  );
const newIdentities = z
  .strictObject({
    identities: z
      .array(identity)
      .max(MOST_IDENTITIES)
      .describe('users that scans speak as; the first asks, the others are tested against him'),
    roles: roles.default({}),
  })
  .openapi('NewIdentities');
const identitiesView = z
  .object({
    identities: z.array(
      z.object({
        name: z.string(),
        role: z.string().nullable(),
        credential: z.string().describe('id of the credential'),
      }),
    ),
    roles,
    origin: z.string().nullable().describe('the one place that the credentials are sent to'),
  })
  .openapi('Identities');

function show({ identities, roles: said, origin }: Access): z.infer<typeof identitiesView> {
  return {
    identities: identities.map(({ name, role, credential_id }) => ({
      name,
      role,
      credential: credential_id,
    })),
    roles: Object.fromEntries(Object.entries(said).map(([role, may]) => [role, [...may]])),
    origin,
  };
}

export function identityRoutes({ store, vault }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}/identities',
        operationId: 'identitiesOfApi',
        tags: ['APIs'],
        description: 'Users that scans of the API speak as, and what each role may call.',
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('API') },
        responses: { 200: json(identitiesView, 'None where nothing was said'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const access = await store.db.transaction().execute(async (trx) => {
          if ((await lockApi(trx, id)) === undefined) throw absent('API');
          return await accessOf(trx, id);
        });
        return context.json(show(access), 200, { ETag: versionTag(access) });
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/apis/{id}/identities',
        operationId: 'setIdentitiesOfApi',
        tags: ['APIs'],
        description:
          'All of them. Scans send the credentials to the origin that the API has now, and nowhere else: an API that has identities keeps its origin.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('API'), headers: ifMatch, body: body(newIdentities) },
        responses: { 200: json(identitiesView, 'As they are now'), ...problems(400, 404, 409, 412, 422) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const given = context.req.valid('json');
        const identities = given.identities.map(({ name, role = null, credential }) => ({
          name,
          role,
          credential_id: credential,
        }));
        const access = await store.db.transaction().execute(async (trx) => {
          const api = await lockApi(trx, id);
          if (api === undefined) throw absent('API');
          if (!matches(context.req.header('if-match'), await accessOf(trx, id))) throw outdated('identities');
          const { origin } = addressIn(api.url);
          await setAccess(trx, id, { origin, roles: given.roles, identities }).catch(unknownCredential);
          await openIdentities(trx, vault, identities).catch((failure) => {
            throw asProblem(failure);
          });
          await note(trx, context.get('caller').id, 'api.identities', id, { ...given, origin });
          return await accessOf(trx, id);
        });
        return context.json(show(access), 200, { ETag: versionTag(access) });
      },
    );
}

function unknownCredential(failure: { readonly code?: string }): never {
  if (failure.code === '23503')
    throw new Problem(
      422,
      'unknown-credential',
      'There is no such credential as one of the identities names.',
    );
  throw failure;
}

export type IdentitiesView = z.infer<typeof identitiesView>;
