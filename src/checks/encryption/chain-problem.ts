import type { Presented } from './presented-certificate.ts';

/** OpenSSL's codes for a chain that ends before a trusted root. */
const NO_ISSUER = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const UNKNOWN_ROOT = new Set([...NO_ISSUER, 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_UNTRUSTED']);

/**
 * True when the server sent its own certificate alone, though that names a place where its issuer can be fetched:
 * authorities that clients know write this into certificates, and sign through intermediates.
 */
export function lacksIntermediate({ tls, leaf }: Presented): boolean {
  const alone = tls.chain.length === 1 && !leaf.selfSigned && !tls.trusted;
  return alone && NO_ISSUER.has(tls.problem ?? '') && (leaf.issuerUrls ?? []).length > 0;
}

/** True when the chain leads to somebody whom nothing here vouches for. */
export function leadsToUnknown(presented: Presented): boolean {
  const { tls, leaf } = presented;
  return (
    !tls.trusted && !leaf.selfSigned && UNKNOWN_ROOT.has(tls.problem ?? '') && !lacksIntermediate(presented)
  );
}
