import type { AddressGuard } from '../../http/address-guard.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { createRedactor } from '../../redaction/redactor.ts';
import type { EndOfDelivery } from '../operations/metrics.ts';
import type { ChannelRow } from '../store/channels.ts';
import { channelById } from '../store/channels.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import { keepBody, putBack, settle, takeDue } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import type { Turn } from '../store/turn.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultProblem } from '../vault/vault.ts';
import { GIVE_UP_MS, nextAttempt } from './back-off.ts';
import type { ChannelKind, ChannelSecrets } from './channel-settings.ts';
import { secretsIn } from './channel-settings.ts';
import { email } from './email.ts';
import { github } from './github.ts';
import { webhook } from './post.ts';
import { quietUntil } from './release.ts';
import { openSecrets } from './sealed-secrets.ts';
import type { Attempt, Receipt, Sender } from './sender.ts';
import { failed, MOST_ANSWER_BYTES } from './sender.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';

export interface Delivering {
  readonly store: Store;
  readonly vault: Vault;
  readonly guard: AddressGuard;
  readonly smtpUrl?: string | undefined;
  readonly now: () => Date;
  /** It is not tried again. */
  readonly ended: (kind: ChannelKind, status: EndOfDelivery) => void;
}

const SENDERS: Readonly<Record<ChannelKind, Sender>> = { webhook, slack, teams, email, github };

/** Longer than any attempt takes. */
const LEASE_MS = 2 * 60_000;

/** Channels that this process is sending to. */
export interface Busy {
  readonly channels: Set<string>;
  /** Of several senders one looks at a time: else all of them could take what is due of one channel. */
  readonly turn: Turn;
}

/** Sends one delivery that is due, of a channel that this process is not sending to. @returns whether there was one */
export async function deliverNext(delivering: Delivering, busy: Busy): Promise<boolean> {
  const delivery = await take(delivering, busy);
  if (delivery === undefined) return false;
  try {
    await deliver(delivering, delivery);
  } finally {
    busy.channels.delete(delivery.channel_id);
  }
  return true;
}

async function take({ store, now }: Delivering, { channels, turn }: Busy): Promise<DeliveryRow | undefined> {
  const done = await turn.take();
  try {
    const at = now();
    const delivery = await takeDue(store.db, at, {
      lease: new Date(at.getTime() + LEASE_MS),
      giveUpAt: new Date(at.getTime() + GIVE_UP_MS),
      busy: [...channels],
    });
    if (delivery) channels.add(delivery.channel_id);
    return delivery;
  } finally {
    done();
  }
}

async function deliver(delivering: Delivering, delivery: DeliveryRow): Promise<void> {
  const { store, now, ended } = delivering;
  const channel = await channelById(store.db, delivery.channel_id);
  if (channel === undefined) return;
  if (!channel.enabled && delivery.kind !== 'test') {
    const off = { status: 'dropped' as const, next_attempt_at: null, error: 'The channel is switched off.' };
    if (await settle(store.db, delivery, off, undefined)) ended(channel.kind, off.status);
    return;
  }
  const quiet = delivery.kind === 'test' ? undefined : quietUntil(channel, now());
  if (quiet) return await putBack(store.db, delivery, quiet);
  const began = now();
  const started = performance.now();
  const receipt = await tried(delivering, delivery, channel);
  const { status, answer, error, isFinal = false } = receipt;
  const outcome = outcomeOf(delivery, error, isFinal, now());
  const isSettled = await store.db.transaction().execute((trx) =>
    settle(trx, delivery, outcome, {
      at: began,
      duration_ms: Math.round(performance.now() - started),
      status,
      answer,
      error,
    }),
  );
  if (isSettled && outcome.status !== 'queued') ended(channel.kind, outcome.status);
}

function outcomeOf({ tries, give_up_at }: DeliveryRow, error: string | null, isFinal: boolean, now: Date) {
  if (error === null) return { status: 'sent' as const, next_attempt_at: null, sent_at: now, error };
  if (isFinal) return { status: 'dropped' as const, next_attempt_at: null, error };
  const next = nextAttempt(tries, give_up_at ?? now, now);
  return next
    ? { status: 'queued' as const, next_attempt_at: next, error }
    : { status: 'failed' as const, next_attempt_at: null, error };
}

/** The attempt itself; what the receiver says is cut, and tells no secret. */
async function tried(
  { store, vault, guard, smtpUrl, now }: Delivering,
  delivery: DeliveryRow,
  channel: ChannelRow,
): Promise<Receipt> {
  let secrets: ChannelSecrets;
  try {
    secrets = openSecrets(vault, channel);
  } catch (failure) {
    if (failure instanceof VaultProblem) return failed(failure.message);
    throw failure;
  }
  const redactor = createRedactor(secretsIn(secrets));
  const attempt: Attempt = { db: store.db, delivery, channel, secrets, guard, smtpUrl, now };
  const sender = SENDERS[channel.kind];
  const body = delivery.body ?? sender.body(attempt);
  if (delivery.body === null) await keepBody(store.db, delivery.id, body);
  try {
    const { answer, error, ...rest } = await sender.send(attempt, body);
    return {
      ...rest,
      answer: answer === null ? null : redactor.text(answer).slice(0, MOST_ANSWER_BYTES),
      error: error === null ? null : redactor.text(error),
    };
  } catch (failure) {
    const isFinal = failure instanceof TransportFailure && failure.code === 'blocked-address';
    return { ...failed(redactor.text((failure as Error).message)), isFinal };
  }
}
