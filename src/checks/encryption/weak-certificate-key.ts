import type { PeerCertificate } from '../../http/exchange.ts';
import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

/** NIST SP 800-57 part 1: 112 bits of security at least, which is RSA 2048 and elliptic curves of 224 bits. */
const SHORTEST: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

export const weakCertificateKey = defineRule({
  id: 'weak-certificate-key',
  title: 'Weak TLS certificate key',
  aliases: ['short RSA key', 'key size', '1024-bit'],
  severity: 'medium',
  cwe: [326],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who computes the private key from the public one can impersonate the service and decrypt recorded traffic. The key is too short.',
  remediation:
    'Issue a new certificate with an RSA key of at least 2048 bits, or an elliptic-curve key such as P-256.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    return presented.tls.chain.filter(tooShort).map((certificate) => {
      const saw = `The key of ${nameOf(certificate.subject)} is ${certificate.keyType.toUpperCase()} with ${certificate.keyBits} bits.`;
      return readOff(surface, {
        evidenceSummary: saw,
        note: `${certificate.keyType}, ${certificate.keyBits} bits`,
      });
    });
  }),
});

function tooShort({ keyType, keyBits }: PeerCertificate): boolean {
  const shortest = SHORTEST[keyType];
  return shortest !== undefined && keyBits > 0 && keyBits < shortest;
}
