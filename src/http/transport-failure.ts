import type { Exchange } from './exchange.ts';

/** Why a request got no answer. */
export type FailureCode =
  | 'refused'
  | 'reset'
  | 'unresolved'
  | 'timeout'
  | 'tls'
  | 'untrusted-tls'
  | 'client-certificate'
  | 'head-too-large'
  | 'not-http'
  | 'proxy'
  | 'blocked-address'
  | 'out-of-scope'
  | 'unsafe-method'
  | 'budget'
  | 'aborted'
  | 'login-lost'
  | 'rate-limited'
  | 'unavailable'
  | 'network';

interface FailureFacts {
  readonly cause?: unknown;
  readonly alert?: string;
  readonly refusal?: Exchange;
  readonly brokeOff?: boolean;
}

/** A request that got no answer: a fact about the target (or about our own limits), in one sentence. */
export class TransportFailure extends Error {
  readonly code: FailureCode;
  /** Name of the TLS alert that ended the connection, as RFC 8446 section 6 writes it: `certificate_required`. */
  readonly alert?: string;
  /** The last 429 or 503: no answer to what was asked, but one to who asks what the service is. */
  readonly refusal?: Exchange;

  /** True when the connection broke after the request had been sent, whatever a second try then met. */
  readonly brokeOff: boolean;

  constructor(code: FailureCode, message: string, facts: FailureFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'TransportFailure';
    this.code = code;
    if (facts.alert !== undefined) this.alert = facts.alert;
    if (facts.refusal !== undefined) this.refusal = facts.refusal;
    this.brokeOff = facts.brokeOff ?? code === 'reset';
  }

  /** The same failure, which came after this refusal. */
  after(refusal: Exchange): TransportFailure {
    return new TransportFailure(this.code, this.message, {
      refusal,
      ...(this.cause === undefined ? {} : { cause: this.cause }),
      ...(this.alert === undefined ? {} : { alert: this.alert }),
    });
  }
}

const OWN_LIMITS: ReadonlySet<FailureCode> = new Set([
  'budget',
  'aborted',
  'out-of-scope',
  'unsafe-method',
  'blocked-address',
  'untrusted-tls',
  'proxy',
  'login-lost',
]);

/** Our own limits, not the target's doing: rules that hit one were not finished. */
export function ownLimit(failure: TransportFailure): boolean {
  return OWN_LIMITS.has(failure.code);
}

/** True for what met a closed door: nothing of it was read. */
export function isUnsent(failure: unknown): boolean {
  return failure instanceof TransportFailure && failure.code === 'refused' && !failure.brokeOff;
}

/** Where having no answer can be an answer, this one is none: nobody looked at what was asked. */
export function saysNothing(failure: TransportFailure): boolean {
  return ownLimit(failure) || failure.code === 'rate-limited' || failure.code === 'unavailable';
}
