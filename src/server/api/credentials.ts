import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { ScanError } from '../../errors.ts';
import {
  CREDENTIAL_KINDS,
  kindsOf,
  type StoredCredential,
  storedCredential,
} from '../../given/stored-credentials.ts';
import { note } from '../store/audit.ts';
import {
  credentialById,
  insertCredential,
  listCredentials,
  type ShownCredential,
  updateCredential,
  usersOf,
} from '../store/credentials.ts';
import { toJson } from '../store/json.ts';
import type { Page } from '../store/page.ts';
import { remove } from '../store/remove.ts';
import type { Queries } from '../store/store.ts';
import { needs } from './authenticate.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text, time } from './text.ts';

const MOST_SHOWN_APIS = 100;

// A copy: what was made before Zod learnt of OpenAPI does not know how to say it.
const value = storedCredential.clone().openapi('CredentialValue', {
  description: 'what a target is shown; goes in, and never comes out again',
});
const name = text(1, 200).describe('unique among credentials');
const newCredential = z.strictObject({ name, value }).openapi('NewCredential');
const credentialView = z
  .object({
    id: z.string(),
    name: z.string(),
    kinds: z.array(z.enum(CREDENTIAL_KINDS)).describe('what it is made of'),
    createdAt: time,
    rotatedAt: time.nullable().describe('when its value was last replaced'),
    lastUsedAt: time.nullable().describe('when a scan was last given it'),
    usedBy: z.int().describe('how many APIs use it'),
  })
  .openapi('Credential');
const credentialWithApis = credentialView
  .extend({
    apis: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe(`APIs that use it, by name; the first ${MOST_SHOWN_APIS}`),
  })
  .openapi('CredentialWithApis');

function show(row: ShownCredential): z.infer<typeof credentialView> {
  return {
    id: row.id,
    name: row.name,
    kinds: [...row.kinds],
    createdAt: row.created_at.toISOString(),
    rotatedAt: row.rotated_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    usedBy: row.used_by,
  };
}

export function credentialRoutes({ store, vault }: Service) {
  async function change(
    id: string,
    wanted: string | undefined,
    changes: () => Parameters<typeof updateCredential>[3],
    noted: (trx: Queries) => Promise<void>,
  ): Promise<ShownCredential> {
    return await store.db.transaction().execute(async (trx) => {
      const before = await credentialById(trx, id);
      if (before === undefined) throw absent('credential');
      if (!matches(wanted, before)) throw outdated('credential');
      const row = await updateCredential(trx, id, before.version, changes()).catch(knownName);
      if (row === undefined) throw outdated('credential');
      await noted(trx);
      return row;
    });
  }

  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/credentials',
        operationId: 'createCredential',
        tags: ['Credentials'],
        description:
          'Keeps it encrypted. Its value is given to scans of the APIs that name it, and to nobody else. Takes no Idempotency-Key, whose memory would be of the value too: the name is what is made once.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { body: body(newCredential) },
        responses: { 201: json(credentialView, 'The credential'), ...problems(400, 409) },
      }),
      async (context) => {
        const given = context.req.valid('json');
        if (context.req.header('idempotency-key') !== undefined)
          throw new Problem(400, 'invalid-request', 'Names are unique: this takes no Idempotency-Key.');
        const kinds = kindsIn(given.value);
        const caller = context.get('caller').id;
        const id = randomUUID();
        const sealed = vault.seal(JSON.stringify(given.value), { table: 'credentials', id });
        const row = await store.db.transaction().execute(async (trx) => {
          const made = await insertCredential(trx, {
            id,
            name: given.name,
            kinds: toJson(kinds),
            sealed,
            created_by: caller,
          });
          if (made === undefined) throw knownName({ code: '23505' });
          await note(trx, caller, 'credential.create', id, { name: given.name, kinds });
          return made;
        });
        return context.json(show(row), 201, { Location: `/api/v1/credentials/${row.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/credentials',
        operationId: 'listCredentials',
        tags: ['Credentials'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { query: z.object(pageQuery) },
        responses: { 200: json(pageOf(credentialView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const asked = context.req.valid('query');
        const list = (page: Page) => listCredentials(store.db, page);
        return context.json(await newestPage(asked, list, show), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/credentials/{id}',
        operationId: 'getCredential',
        tags: ['Credentials'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('credential') },
        responses: { 200: json(credentialWithApis, 'The credential, without its value'), ...problems(404) },
      }),
      async (context) => {
        const row = await credentialById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('credential');
        const apis = await usersOf(store.db, row.id, MOST_SHOWN_APIS);
        return context.json({ ...show(row), apis }, 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/credentials/{id}',
        operationId: 'renameCredential',
        tags: ['Credentials'],
        security: SECURITY,
        middleware: needs('admin'),
        request: {
          params: idParam('credential'),
          headers: ifMatch,
          body: body(z.strictObject({ name }).openapi('CredentialChanges')),
        },
        responses: { 200: json(credentialView, 'As it is now'), ...problems(400, 404, 409, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const changes = context.req.valid('json');
        const row = await change(
          id,
          context.req.header('if-match'),
          () => changes,
          (trx) => note(trx, context.get('caller').id, 'credential.rename', id, changes),
        );
        return context.json(show(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/credentials/{id}/value',
        operationId: 'replaceCredential',
        tags: ['Credentials'],
        description: 'The value before is gone. Scans under way go on with it.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('credential'), headers: ifMatch, body: body(value) },
        responses: { 200: json(credentialView, 'As it is now'), ...problems(400, 404, 409, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const given = context.req.valid('json');
        const kinds = kindsIn(given);
        const changes = () => ({
          kinds: toJson(kinds),
          sealed: vault.seal(JSON.stringify(given), { table: 'credentials', id }),
          rotated_at: new Date(),
        });
        const row = await change(id, context.req.header('if-match'), changes, (trx) =>
          note(trx, context.get('caller').id, 'credential.replace', id, { kinds }),
        );
        return context.json(show(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/credentials/{id}',
        operationId: 'deleteCredential',
        tags: ['Credentials'],
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('credential') },
        responses: { 204: { description: 'Gone' }, ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          const isGone = await remove(trx, 'credentials', id).catch((failure: { code?: string }) => {
            if (failure.code !== FOREIGN_KEY) throw failure;
            throw new Problem(409, 'in-use', 'An API uses it: take it out of its identities first.');
          });
          if (!isGone) throw absent('credential');
          await note(trx, context.get('caller').id, 'credential.delete', id);
        });
        return context.body(null, 204);
      },
    );
}

/** PostgreSQL's numbers for what would break a reference, and for what is there already. */
const FOREIGN_KEY = '23503';
const UNIQUE = '23505';

function knownName(failure: { readonly code?: string }): never {
  if (failure.code === UNIQUE) throw new Problem(409, 'known-name', 'Another credential has that name.');
  throw failure;
}

function kindsIn(given: StoredCredential) {
  try {
    return kindsOf(given);
  } catch (failure) {
    throw asProblem(failure);
  }
}

/** What is wrong with a credential, in the words of this document: flags are the command line's. */
export function asProblem(failure: unknown): unknown {
  if (!(failure instanceof ScanError)) return failure;
  const said = failure.message.replace(
    /--([a-z]+)(?:-([a-z])([a-z]+))?/g,
    (_all, first, capital = '', rest = '') => `"${first}${capital.toUpperCase()}${rest}"`,
  );
  return new Problem(400, 'invalid-credential', said);
}

export type CredentialView = z.infer<typeof credentialView>;

export type CredentialWithApisView = z.infer<typeof credentialWithApis>;
