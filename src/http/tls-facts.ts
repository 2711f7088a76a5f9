import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { checkServerIdentity } from 'node:tls';
import type { PeerCertificate, TlsFacts } from './exchange.ts';
import { signatureAlgorithm } from './signature-algorithm.ts';

/** A hostile chain may be long; nobody verifies past this. */
const LONGEST_CHAIN = 10;

const known = new WeakMap<TLSSocket, TlsFacts>();

/** What the handshake showed. Read first while the socket is attached; the same facts hold as long as it lives. */
export function tlsFacts(socket: TLSSocket, hostname: string): TlsFacts {
  const facts = known.get(socket) ?? readFacts(socket, hostname);
  known.set(socket, facts);
  return facts;
}

function readFacts(socket: TLSSocket, hostname: string): TlsFacts {
  const peer = socket.getPeerCertificate(true);
  const nameProblem = peer.raw ? checkServerIdentity(hostname, peer)?.message : undefined;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.standardName ?? 'unknown',
    ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
    trusted: socket.authorized,
    ...(socket.authorized ? {} : { problem: String(socket.authorizationError ?? 'unknown') }),
    ...(nameProblem === undefined ? {} : { nameProblem }),
    chain: chainOf(peer),
  };
}

function chainOf(leaf: DetailedPeerCertificate): PeerCertificate[] {
  const chain: PeerCertificate[] = [];
  const seen = new Set<string>();
  let current: DetailedPeerCertificate | undefined = leaf;
  while (current?.raw && !seen.has(current.fingerprint256) && chain.length < LONGEST_CHAIN) {
    seen.add(current.fingerprint256);
    chain.push(describeCertificate(new X509Certificate(current.raw)));
    current = current.issuerCertificate;
  }
  return chain;
}

/** The facts of one certificate, as rules and reports use them. */
function describeCertificate(certificate: X509Certificate): PeerCertificate {
  const algorithm = signatureAlgorithm(certificate.raw);
  const key = keyOf(certificate);
  const issuerUrls = [...(certificate.infoAccess ?? '').matchAll(/CA Issuers - URI:(\S+)/g)].map(
    ([, url = '']) => url,
  );
  return {
    subject: certificate.subject ?? '',
    issuer: certificate.issuer ?? '',
    subjectAltNames: (certificate.subjectAltName ?? '').split(', ').filter(Boolean),
    validFrom: isoTime(certificate.validFrom),
    validTo: isoTime(certificate.validTo),
    keyType: key.type,
    keyBits: key.bits,
    ...(algorithm ? { signatureAlgorithm: algorithm } : {}),
    sha256: certificate.fingerprint256,
    selfSigned: certificate.subject === certificate.issuer && verifiesItself(certificate),
    isCa: certificate.ca,
    extendedKeyUsage: certificate.keyUsage ?? [],
    issuerUrls,
  };
}

function keyOf(certificate: X509Certificate): { type: string; bits: number } {
  try {
    const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = certificate.publicKey;
    const bits = asymmetricKeyDetails?.modulusLength ?? curveBits(asymmetricKeyDetails?.namedCurve);
    return { type: asymmetricKeyType, bits };
  } catch {
    // A key that OpenSSL cannot read is no reason to lose the other facts.
    return { type: 'unknown', bits: 0 };
  }
}

function verifiesItself(certificate: X509Certificate): boolean {
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

function isoTime(written: string): string {
  const time = new Date(written);
  return Number.isNaN(time.getTime()) ? written : time.toISOString();
}

function curveBits(curve: string | undefined): number {
  return Number(/\d{3}/.exec(curve ?? '')?.[0] ?? 256);
}
