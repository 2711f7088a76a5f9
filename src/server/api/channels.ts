import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { ChannelConfig, ChannelSecrets } from '../deliver/channel-settings.ts';
import { splitConfig } from '../deliver/channel-settings.ts';
import { openSecrets, sealSecrets } from '../deliver/sealed-secrets.ts';
import { createSecret } from '../deliver/webhook.ts';
import { CronProblem, readTimetable } from '../monitor/cron.ts';
import { note } from '../store/audit.ts';
import { channelById, countChannels, insertChannel, listChannels, ruleWith } from '../store/channels.ts';
import { toJson } from '../store/json.ts';
import { remove } from '../store/remove.ts';
import { changeVersion } from '../store/versioned.ts';
import { needs } from './authenticate.ts';
import { channelFields, channelView, showChannel, shownOnce } from './channel-views.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam } from './text.ts';

const newChannel = z
  .strictObject({
    ...channelFields,
    enabled: channelFields.enabled.default(true),
    digest: channelFields.digest.default('at-once'),
    digestAt: channelFields.digestAt.default('09:00'),
    quietHours: channelFields.quietHours.default(null),
    timeZone: channelFields.timeZone.default('UTC'),
  })
  .openapi('NewChannel');
const changes = z.strictObject(channelFields).partial().openapi('ChannelChanges');
/** All are listed at once. */
const MOST_CHANNELS = 500;

export function channelRoutes({ store, vault, guard }: Service) {
  const kept = (config: ChannelConfig, before?: ChannelSecrets) => {
    const parts = splitConfig(config, before);
    checkAddress(config, parts.secrets, guard);
    return parts;
  };
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/channels',
        operationId: 'createChannel',
        tags: ['Channels'],
        description: 'Where alerts are sent. Takes no Idempotency-Key: its answer is remembered nowhere.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { body: body(newChannel) },
        responses: { 201: json(shownOnce, 'The channel'), ...problems(400, 409) },
      }),
      async (context) => {
        if (context.req.header('idempotency-key') !== undefined)
          throw new Problem(400, 'invalid-request', 'Secrets are shown once: this takes no Idempotency-Key.');
        const given = context.req.valid('json');
        checkZone(given.timeZone);
        const { settings, secrets } = kept(given.config);
        const secret = settings.kind === 'webhook' ? createSecret() : null;
        const id = randomUUID();
        const sealed = sealSecrets(vault, id, { ...secrets, ...(secret ? { signing: [{ secret }] } : {}) });
        const caller = context.get('caller').id;
        const row = await store.db.transaction().execute(async (trx) => {
          if ((await countChannels(trx)) >= MOST_CHANNELS)
            throw new Problem(409, 'too-many', `There are ${MOST_CHANNELS} channels: remove one first.`);
          const made = await insertChannel(trx, {
            id,
            name: given.name,
            kind: settings.kind,
            settings: toJson(settings),
            secrets: sealed,
            enabled: given.enabled,
            digest: given.digest,
            digest_at: given.digestAt,
            quiet: toJson(given.quietHours),
            time_zone: given.timeZone,
            created_by: caller,
          });
          await note(trx, caller, 'channel.create', made.id, { name: given.name, ...settings });
          return made;
        });
        return context.json({ ...showChannel(row), secret }, 201, { Location: `/api/v1/channels/${row.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/channels',
        operationId: 'listChannels',
        tags: ['Channels'],
        security: SECURITY,
        middleware: needs('read'),
        responses: { 200: json(z.object({ items: z.array(channelView) }), 'Newest first'), ...problems() },
      }),
      async (context) => context.json({ items: (await listChannels(store.db)).map(showChannel) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/channels/{id}',
        operationId: 'getChannel',
        tags: ['Channels'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('channel') },
        responses: { 200: json(channelView, 'The channel'), ...problems(404) },
      }),
      async (context) => {
        const row = await channelById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('channel');
        return context.json(showChannel(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/channels/{id}',
        operationId: 'changeChannel',
        tags: ['Channels'],
        description: 'A password or token that "config" leaves out stays.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('channel'), headers: ifMatch, body: body(changes) },
        responses: { 200: json(channelView, 'The channel as it is now'), ...problems(400, 404, 409, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const { name, config, enabled, digest, digestAt, quietHours, timeZone } = context.req.valid('json');
        const wanted = context.req.header('if-match');
        if (timeZone !== undefined) checkZone(timeZone);
        const changed = await store.db.transaction().execute(async (trx) => {
          const before = await channelById(trx, id);
          if (before === undefined) throw absent('channel');
          if (!matches(wanted, before)) throw outdated('channel');
          if (config !== undefined && config.kind !== before.kind)
            throw new Problem(
              400,
              'other-kind',
              `config: it is one of the kind "${before.kind}", and stays it.`,
            );
          const parts = config && kept(config, openSecrets(vault, before));
          const row = await changeVersion(trx, 'channels', before, {
            ...(name === undefined ? {} : { name }),
            ...(parts === undefined
              ? {}
              : { settings: toJson(parts.settings), secrets: sealSecrets(vault, id, parts.secrets) }),
            ...(enabled === undefined ? {} : { enabled }),
            ...(digest === undefined ? {} : { digest }),
            ...(digestAt === undefined ? {} : { digest_at: digestAt }),
            ...(quietHours === undefined ? {} : { quiet: toJson(quietHours) }),
            ...(timeZone === undefined ? {} : { time_zone: timeZone }),
          });
          if (row === undefined) throw outdated('channel');
          const detail = { ...showChannel(row), createdAt: undefined, updatedAt: undefined };
          await note(trx, context.get('caller').id, 'channel.change', id, detail);
          return row;
        });
        return context.json(showChannel(changed), 200, { ETag: versionTag(changed) });
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/channels/{id}',
        operationId: 'deleteChannel',
        tags: ['Channels'],
        description: 'With the log of its deliveries. One that an alert rule names cannot be removed.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('channel') },
        responses: { 204: { description: 'Gone' }, ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          const rule = await ruleWith(trx, id);
          if (rule !== undefined)
            throw new Problem(
              409,
              'in-use',
              `The alert rule "${rule}" tells this channel: change that first.`,
            );
          if (!(await remove(trx, 'channels', id))) throw absent('channel');
          await note(trx, context.get('caller').id, 'channel.delete', id);
        });
        return context.body(null, 204);
      },
    );
}

function checkZone(timeZone: string): void {
  try {
    readTimetable('0 0 * * *', timeZone);
  } catch (failure) {
    if (failure instanceof CronProblem) throw new Problem(400, 'bad-time-zone', failure.message);
    throw failure;
  }
}

/** What can be told at once; names are looked up when something is sent. */
function checkAddress(config: ChannelConfig, secrets: ChannelSecrets, guard: Service['guard']): void {
  if (config.kind === 'github' && secrets.token === undefined)
    throw new Problem(400, 'invalid-request', 'config.token: GitHub wants one.');
  const host =
    config.kind === 'email'
      ? config.smtp?.host
      : new URL(config.kind === 'github' ? config.apiUrl : config.url).hostname;
  const why = host === undefined || !/^[\d.]+$|:/.test(host) ? undefined : guard.reason(host);
  if (why !== undefined && why !== 'not an IP')
    throw new Problem(
      400,
      'blocked-address',
      `config: ${host} is ${why} address: --allow lets it be contacted.`,
    );
}
