import { randomUUID } from 'node:crypto';
import type { ChannelRow } from '../store/channels.ts';
import { addToHeld, heldFor, insertDelivery } from '../store/deliveries.ts';
import type { DeliveryKind } from '../store/monitoring-tables.ts';
import type { Queries } from '../store/store.ts';
import type { Message } from './message.ts';
import { releaseAt } from './release.ts';

/** What nobody reads any more: then another delivery begins. */
const MOST_MESSAGES = 50;

/** At once, or with what is held for that channel already. The channel has to be locked. */
export async function queueMessage(
  trx: Queries,
  channel: ChannelRow,
  kind: DeliveryKind,
  message: Message,
  now: Date,
): Promise<void> {
  const at = releaseAt(channel, now);
  const isHeld = at > now;
  if (isHeld && kind === 'alert') {
    const held = await heldFor(trx, channel.id, MOST_MESSAGES);
    if (held) return await addToHeld(trx, held.id, [...held.messages, message]);
  }
  await insertDelivery(trx, {
    id: randomUUID(),
    channel_id: channel.id,
    kind,
    status: isHeld ? 'held' : 'queued',
    messages: [message],
    created_at: now,
    next_attempt_at: at,
  });
}
