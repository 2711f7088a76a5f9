import { redactedFailure } from '../redaction/failure.ts';
import { createRedactor, type Redactor } from '../redaction/redactor.ts';
import { redactedResult } from '../redaction/whole-result.ts';
import type { RetentionEvent } from '../retention/events.ts';
import type { ScanEvent } from './options.ts';

/** What a scan says before its result, with everything taken out that the result would not show either. */
export interface Discreet {
  /** Told before it returns, but for a measurement, which is told once its long texts were read: then that is awaited. */
  event(event: ScanEvent): void | Promise<void>;
  warn(says: string): void;
  /** The failure that ends the scan. */
  failure(failure: unknown): unknown;
}

/** @param secrets those of the user that are known by now: logins and registrations add to them */
export function discreet(
  onEvent: ((event: ScanEvent) => void) | undefined,
  secrets: () => readonly string[],
): Discreet {
  const redactor = () => createRedactor(secrets());
  const event = (one: ScanEvent): void | Promise<void> => {
    if (!onEvent) return;
    if (one.type !== 'retention-measured') return onEvent(withoutSecrets(one, redactor));
    return redactedResult(one.result, redactor()).then((result) => onEvent({ ...one, result }));
  };
  return {
    event,
    warn: (says) => void event({ type: 'warning', says }),
    failure: (failure) => redactedFailure(failure, redactor()),
  };
}

function withoutSecrets(event: ScanEvent, redactor: () => Redactor): ScanEvent {
  switch (event.type) {
    case 'warning':
      return { ...event, says: redactor().text(event.says) };
    case 'discovering':
      return { ...event, url: redactor().text(event.url) };
    case 'retention':
      return { ...event, event: redactedEvent(event.event, redactor) };
    default:
      return event;
  }
}

/** Names of memory sources and notes may quote the target; the rest are figures. */
export function redactedEvent(event: RetentionEvent, redactor: () => Redactor): RetentionEvent {
  if (event.kind === 'source') return { ...event, name: redactor().text(event.name) };
  return event.kind === 'note' ? { ...event, text: redactor().text(event.text) } : event;
}
