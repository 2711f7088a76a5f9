import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChannelSecrets, SigningSecret } from './channel-settings.ts';
import type { Message } from './message.ts';
import { messageShape } from './message.ts';

/** Begins as no other service's do, so that scanners of repositories know it. */
const PREFIX = 'mbwh_';
const SECRET_BYTES = 32;
/** Long enough to change it at the receiver. */
const OVERLAP_MS = 24 * 3_600_000;

export function createSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** With a new one in front, beside which the last one is valid for a while. */
export function rotated(signing: readonly SigningSecret[], secret: string, now: Date): SigningSecret[] {
  const until = new Date(now.getTime() + OVERLAP_MS).toISOString();
  const [last] = signing;
  return [{ secret }, ...(last ? [{ secret: last.secret, until }] : [])];
}

/** What a webhook is sent, as the document of the API describes it. */
export const webhookBody = z.object({
  delivery: z.string().describe('the same in every attempt, and in X-Middlebrick-Delivery'),
  alerts: z.array(messageShape).min(1).describe('several in a digest, and after quiet hours'),
});

export function bodyOfWebhook(delivery: string, messages: readonly Message[]): string {
  return JSON.stringify({ delivery, alerts: [...messages] } satisfies z.infer<typeof webhookBody>);
}

/** `t=…,v1=…` over `t.body`: one `v1` for each secret that is valid now. */
export function signatureOf(body: string, { signing = [] }: ChannelSecrets, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const valid = signing.filter(({ until }) => until === undefined || Date.parse(until) > now.getTime());
  const signed = valid.map(
    ({ secret }) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return [`t=${seconds}`, ...signed].join(',');
}
