import { sendGuarded } from '../../http/guarded-send.ts';
import { VERSION } from '../../version.ts';
import type { Attempt, Receipt, Sender } from './sender.ts';
import { ANSWER_WITHIN_MS, MOST_ANSWER_BYTES, receiptOf } from './sender.ts';
import { bodyOfWebhook, signatureOf } from './webhook.ts';

export const USER_AGENT = `middlebrick/${VERSION}`;

/** JSON to the URL of the channel. @throws TransportFailure where no answer came */
export async function post(
  { secrets, guard, delivery }: Attempt,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Receipt> {
  const reply = await sendGuarded(
    {
      method: 'POST',
      url: secrets.url ?? '',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': USER_AGENT,
        'X-Middlebrick-Delivery': delivery.id,
        ...headers,
      },
      body,
    },
    { guard, timeoutMs: ANSWER_WITHIN_MS, maxBytes: MOST_ANSWER_BYTES },
  );
  return receiptOf(reply);
}

export const webhook: Sender = {
  body: ({ delivery }) => bodyOfWebhook(delivery.id, delivery.messages),
  send: (attempt, body) =>
    post(attempt, body, {
      'X-Middlebrick-Signature': signatureOf(body, attempt.secrets, attempt.now()),
    }),
};
