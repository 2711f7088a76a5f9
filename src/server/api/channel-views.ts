import { z } from '@hono/zod-openapi';
import { channelConfig, quietHours, timeOfDay } from '../deliver/channel-settings.ts';
import { messageShape } from '../deliver/message.ts';
import type { ChannelRow } from '../store/channels.ts';
import type { AttemptRow, DeliveryRow } from '../store/deliveries.ts';
import { DELIVERY_KINDS, DELIVERY_STATUSES, DIGESTS } from '../store/monitoring-tables.ts';

import { text, time } from './text.ts';

export const channelFields = {
  name: text(1, 200),
  config: channelConfig.describe('where it leads; its kind stays'),
  enabled: z.boolean().describe('false: nothing is sent, and what waits is dropped'),
  digest: z.enum(DIGESTS).describe('how much is sent together'),
  digestAt: timeOfDay.describe('time of a daily digest'),
  quietHours: quietHours
    .nullable()
    .describe('nothing is sent in between: it is held, and sent as one message at their end'),
  timeZone: text(1, 60).describe('of these times: a name of the IANA database'),
};

const shownSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['webhook', 'slack', 'teams']),
    address: z.string().describe('without what is secret in it'),
  }),
  z.object({
    kind: z.literal('email'),
    from: z.string(),
    to: z.array(z.string()),
    smtp: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(['tls', 'starttls', 'none']),
        user: z.string().optional(),
      })
      .nullable()
      .describe('null: the server of SMTP_URL'),
  }),
  z.object({
    kind: z.literal('github'),
    repository: z.string(),
    labels: z.array(z.string()),
    apiUrl: z.string(),
  }),
]);

export const channelView = z
  .object({
    id: z.string(),
    name: z.string(),
    settings: shownSettings,
    enabled: z.boolean(),
    digest: z.enum(DIGESTS),
    digestAt: z.string(),
    quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
    timeZone: z.string(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Channel');

export function showChannel(row: ChannelRow): z.infer<typeof channelView> {
  return {
    id: row.id,
    name: row.name,
    settings: row.settings as z.infer<typeof shownSettings>,
    enabled: row.enabled,
    digest: row.digest,
    digestAt: row.digest_at,
    quietHours: row.quiet,
    timeZone: row.time_zone,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export const shownOnce = channelView
  .extend({
    secret: z
      .string()
      .nullable()
      .describe('of the signatures of a webhook: shown here and never again; null of other channels'),
  })
  .openapi('ShownChannel');

export const deliveryView = z
  .object({
    id: z.string(),
    channel: z.string().describe('id of the channel'),
    kind: z.enum(DELIVERY_KINDS),
    status: z
      .enum(DELIVERY_STATUSES)
      .describe(
        'held: until quiet hours are over, or for a digest; failed: given up after a day; dropped: not wanted, or not allowed',
      ),
    messages: z.array(messageShape),
    createdAt: time,
    nextAttemptAt: time.nullable(),
    attempts: z.int(),
    sentAt: time.nullable(),
    error: z.string().nullable().describe('what went wrong last'),
  })
  .openapi('Delivery');

export function showDelivery(row: DeliveryRow): z.infer<typeof deliveryView> {
  return {
    id: row.id,
    channel: row.channel_id,
    kind: row.kind,
    status: row.status,
    messages: [...row.messages],
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    attempts: row.attempts,
    sentAt: row.sent_at?.toISOString() ?? null,
    error: row.error,
  };
}

export const deliveryDetail = deliveryView
  .extend({
    body: z.string().nullable().describe('as sent; null where nothing was sent yet'),
    log: z.array(
      z.object({
        at: time,
        durationMs: z.int(),
        status: z.int().nullable().describe('of the answer; null where none came'),
        answer: z.string().nullable().describe('its first kilobyte, secrets taken out'),
        error: z.string().nullable(),
      }),
    ),
  })
  .openapi('DeliveryDetail');

export function showDetail(row: DeliveryRow, log: readonly AttemptRow[]): z.infer<typeof deliveryDetail> {
  return {
    ...showDelivery(row),
    body: row.body,
    log: log.map(({ at, duration_ms, status, answer, error }) => ({
      at: at.toISOString(),
      durationMs: duration_ms,
      status,
      answer,
      error,
    })),
  };
}

export type ChannelView = z.infer<typeof channelView>;

export type ShownChannelView = z.infer<typeof shownOnce>;

export type DeliveryView = z.infer<typeof deliveryView>;

export type DeliveryDetailView = z.infer<typeof deliveryDetail>;
