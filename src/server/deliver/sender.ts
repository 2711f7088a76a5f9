import type { AddressGuard } from '../../http/address-guard.ts';
import type { ChannelRow } from '../store/channels.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Queries } from '../store/store.ts';
import type { ChannelSecrets } from './channel-settings.ts';

/** What one attempt is made with. */
export interface Attempt {
  readonly db: Queries;
  readonly delivery: DeliveryRow;
  readonly channel: ChannelRow;
  readonly secrets: ChannelSecrets;
  readonly guard: AddressGuard;
  /** `smtp://…` of the whole server. */
  readonly smtpUrl?: string | undefined;
  readonly now: () => Date;
}

/** What the receiver said. */
export interface Receipt {
  readonly status: number | null;
  readonly answer: string | null;
  /** Why it did not arrive; null where it did. */
  readonly error: string | null;
  /** The receiver wants nothing any more, or may not be contacted: trying again would be no use. */
  readonly isFinal?: boolean;
}

/** Nothing arrived, and no answer came. */
export function failed(error: string): Receipt {
  return { status: null, answer: null, error };
}

export interface Sender {
  /** What is sent, for the log; made once for each delivery. */
  body(attempt: Attempt): string;
  /** @throws TransportFailure where no answer came */
  send(attempt: Attempt, body: string): Promise<Receipt>;
}

/** For a person's reading; more of an answer is not read. */
export const MOST_ANSWER_BYTES = 1_024;
export const ANSWER_WITHIN_MS = 10_000;

export function receiptOf({ status, body }: { readonly status: number; readonly body: string }): Receipt {
  if (status >= 200 && status < 300) return { status, answer: body, error: null };
  const error =
    status >= 300 && status < 400
      ? `The receiver answered ${status}: redirections are not followed.`
      : `The receiver answered ${status}.`;
  return { status, answer: body, error, isFinal: status === 410 };
}
