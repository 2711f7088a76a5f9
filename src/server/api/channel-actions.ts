import { randomUUID } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { testMessage } from '../deliver/message.ts';
import { openSecrets, sealSecrets } from '../deliver/sealed-secrets.ts';
import { createSecret, rotated } from '../deliver/webhook.ts';
import { note } from '../store/audit.ts';
import { channelById } from '../store/channels.ts';
import { insertDelivery } from '../store/deliveries.ts';
import { changeVersion } from '../store/versioned.ts';
import { needs } from './authenticate.ts';
import { deliveryView, showChannel, showDelivery, shownOnce } from './channel-views.ts';
import { outdated } from './if-match.ts';
import { absent, Problem, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam } from './text.ts';

/** What is done with a channel, beside changing it. */
export function channelActionRoutes({ store, vault, now }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/channels/{id}/test',
        operationId: 'testChannel',
        tags: ['Channels'],
        description: 'Sends a test, at once, whatever its quiet hours. Its delivery says what came of it.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('channel') },
        responses: { 202: json(deliveryView, 'The delivery, which waits'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const row = await store.db.transaction().execute(async (trx) => {
          const channel = await channelById(trx, id);
          if (channel === undefined) throw absent('channel');
          await note(trx, context.get('caller').id, 'channel.test', id);
          return await insertDelivery(trx, {
            id: randomUUID(),
            channel_id: id,
            kind: 'test',
            status: 'queued',
            messages: [testMessage(randomUUID(), channel.name, now())],
            created_at: now(),
            next_attempt_at: now(),
          });
        });
        return context.json(showDelivery(row), 202, { Location: `/api/v1/deliveries/${row.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/channels/{id}/rotate-secret',
        operationId: 'rotateSecretOfChannel',
        tags: ['Channels'],
        description: 'A new secret for the signatures of a webhook. For a day the last one signs as well.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('channel') },
        responses: { 200: json(shownOnce, 'With the new secret'), ...problems(404, 409, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const secret = createSecret();
        const row = await store.db.transaction().execute(async (trx) => {
          const before = await channelById(trx, id);
          if (before === undefined) throw absent('channel');
          if (before.kind !== 'webhook')
            throw new Problem(409, 'no-signature', 'Only what is sent to webhooks is signed.');
          const secrets = openSecrets(vault, before);
          const signing = rotated(secrets.signing ?? [], secret, now());
          const sealed = sealSecrets(vault, id, { ...secrets, signing });
          const changed = await changeVersion(trx, 'channels', before, { secrets: sealed });
          if (changed === undefined) throw outdated('channel');
          await note(trx, context.get('caller').id, 'channel.rotate', id);
          return changed;
        });
        return context.json({ ...showChannel(row), secret }, 200);
      },
    );
}
