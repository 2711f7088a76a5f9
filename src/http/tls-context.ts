import { constants } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { createSecureContext, DEFAULT_CIPHERS, rootCertificates } from 'node:tls';
import type { TlsIdentity } from '../identities/identity.ts';
import { TransportFailure } from './transport-failure.ts';

/** Contexts by client certificate: making one parses keys, and the whole root store where `ca` is given. */
export interface TlsContexts {
  /** @throws TransportFailure client-certificate when certificate and key cannot be used */
  for(identity: TlsIdentity | undefined): SecureContext;
}

/** @param ca PEM certificates to trust beside the built-in ones */
export function createTlsContexts(ca?: string): TlsContexts {
  const contexts = new Map<string, SecureContext>();
  const trust = ca ? { ca: [...rootCertificates, ca] } : {};
  return {
    for(identity) {
      const key = tlsKey(identity);
      const known = contexts.get(key);
      if (known) return known;
      const context = create(identity, trust);
      contexts.set(key, context);
      return context;
    },
  };
}

/** The same for the same certificate and key: connections are shared within, never across. */
export function tlsKey(identity: TlsIdentity | undefined): string {
  return identity ? `${identity.cert}\n${identity.key}` : '';
}

function create(identity: TlsIdentity | undefined, trust: { ca?: string[] }): SecureContext {
  try {
    return createSecureContext({
      ...trust,
      // A scanner must be able to talk to what it has to report: old protocols, short keys, SHA-1.
      minVersion: 'TLSv1',
      ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      ...(identity ? { cert: identity.cert, key: identity.key, passphrase: identity.passphrase } : {}),
    });
  } catch (cause) {
    throw new TransportFailure(
      'client-certificate',
      `The client certificate cannot be used: ${reasonOf(cause)}.`,
      {
        cause,
      },
    );
  }
}

/** Why a certificate and key cannot be used together, in a few words; undefined when they can. */
export function tlsIdentityProblem(identity: TlsIdentity): string | undefined {
  try {
    createSecureContext({
      cert: identity.cert,
      key: identity.key,
      passphrase: identity.passphrase,
      ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
    });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) return 'the key does not belong to the certificate';
  if (/BAD_DECRYPT|MISSING_PASSPHRASE|BAD_PASSWORD|INTERRUPTED_OR_CANCELLED/i.test(code + message)) {
    return 'the passphrase of the key is missing or wrong';
  }
  if (/NO_START_LINE|UNSUPPORTED|BAD_BASE64|DECODE|WRONG_TAG|NESTED_ASN1/.test(code))
    return 'it is not readable PEM';
  return 'OpenSSL refuses it';
}
