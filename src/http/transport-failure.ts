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
  | 'network';

/** A request that got no answer: a fact about the target (or about our own limits), in one sentence. */
export class TransportFailure extends Error {
  readonly code: FailureCode;
  /** Name of the TLS alert that ended the connection, as RFC 8446 section 6 writes it: `certificate_required`. */
  readonly alert?: string;

  constructor(code: FailureCode, message: string, options?: { cause?: unknown; alert?: string }) {
    super(message, options);
    this.name = 'TransportFailure';
    this.code = code;
    if (options?.alert !== undefined) this.alert = options.alert;
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
]);

/** Our own limits, not the target's doing: rules that hit one were not finished. */
export function ownLimit(failure: TransportFailure): boolean {
  return OWN_LIMITS.has(failure.code);
}
