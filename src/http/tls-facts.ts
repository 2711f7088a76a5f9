import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { PeerCertificate, TlsFacts } from './exchange.ts';

/** What the handshake showed. Read it while the socket is attached: a kept-alive one loses it later. */
export function tlsFacts(socket: TLSSocket): TlsFacts {
  const cipher = socket.getCipher();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: cipher?.standardName ?? 'unknown',
    ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
    trusted: socket.authorized,
    ...(socket.authorized ? {} : { problem: String(socket.authorizationError ?? 'unknown') }),
    chain: chainOf(socket.getPeerCertificate(true)),
  };
}

function chainOf(leaf: DetailedPeerCertificate): PeerCertificate[] {
  const chain: PeerCertificate[] = [];
  const seen = new Set<string>();
  let current: DetailedPeerCertificate | undefined = leaf;
  while (current?.raw && !seen.has(current.fingerprint256)) {
    seen.add(current.fingerprint256);
    chain.push(describe(new X509Certificate(current.raw)));
    current = current.issuerCertificate;
  }
  return chain;
}

function describe(certificate: X509Certificate): PeerCertificate {
  const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = certificate.publicKey;
  return {
    subject: certificate.subject ?? '',
    issuer: certificate.issuer ?? '',
    subjectAltNames: (certificate.subjectAltName ?? '').split(', ').filter(Boolean),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    keyType: asymmetricKeyType,
    keyBits: asymmetricKeyDetails?.modulusLength ?? curveBits(asymmetricKeyDetails?.namedCurve),
    sha256: certificate.fingerprint256,
    selfSigned: certificate.subject === certificate.issuer,
  };
}

function curveBits(curve: string | undefined): number {
  return Number(/\d{3}/.exec(curve ?? '')?.[0] ?? 256);
}
