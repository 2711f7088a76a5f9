/** Why a request got no answer. */
export type FailureCode =
  | 'refused'
  | 'reset'
  | 'unresolved'
  | 'timeout'
  | 'tls'
  | 'client-certificate'
  | 'head-too-large'
  | 'not-http'
  | 'blocked-address'
  | 'out-of-scope'
  | 'unsafe-method'
  | 'budget'
  | 'aborted'
  | 'network';

/** A request that got no answer: a fact about the target (or about our own limits), in one sentence. */
export class TransportFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'TransportFailure';
    this.code = code;
  }
}

/** Our own limits, not the target's doing: rules that hit one were not finished. */
export function ownLimit(failure: TransportFailure): boolean {
  return ['budget', 'aborted', 'out-of-scope', 'unsafe-method', 'blocked-address'].includes(failure.code);
}
