import type { Identity } from '../identities/identity.ts';
import { TransportFailure } from './transport-failure.ts';

/** Which client certificates each origin answers to. */
export interface CertificateGates {
  answered(origin: string, identity: Identity): void;
  /**
   * Where only holders of a certificate were ever answered, to hang up on others is to refuse them: the alert that
   * says so is often lost with the connection. Any other failure as it is.
   */
  meaningOf(failure: unknown, origin: string, identity: Identity): unknown;
}

export function createCertificateGates(): CertificateGates {
  /** By origin; `undefined` for those who showed none. */
  const answeredTo = new Map<string, Set<string | undefined>>();
  return {
    answered(origin, { tls }) {
      const known = answeredTo.get(origin) ?? new Set();
      answeredTo.set(origin, known.add(tls?.cert));
    },
    meaningOf(failure, origin, { tls }) {
      const known = answeredTo.get(origin);
      const gated = known !== undefined && !known.has(undefined) && !known.has(tls?.cert);
      if (!gated || !(failure instanceof TransportFailure) || !['reset', 'tls'].includes(failure.code))
        return failure;
      const { host } = new URL(origin);
      const says = `${host} hangs up on whoever shows no client certificate that it accepts.`;
      return new TransportFailure('client-certificate', says, { cause: failure });
    },
  };
}
