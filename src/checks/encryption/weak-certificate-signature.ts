import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

const BROKEN_HASH = /md2|md5|sha1(?!\d)/i;

export const weakCertificateSignature = defineRule({
  id: 'weak-certificate-signature',
  title: 'Weak TLS certificate signature (MD5 or SHA-1)',
  aliases: ['SHA-1 certificate', 'MD5', 'hash collision'],
  severity: 'medium',
  cwe: [328, 327],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can create a second certificate with the same signature for another name. MD5 and SHA-1 allow that.',
  remediation: 'Reissue the certificate and its intermediates with SHA-256.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    // The signature of a root on itself is never checked.
    const signed = presented.tls.chain.filter(({ selfSigned }) => !selfSigned);
    return signed.flatMap((certificate) => {
      const algorithm = certificate.signatureAlgorithm ?? '';
      if (!BROKEN_HASH.test(algorithm)) return [];
      const saw = `The certificate of ${nameOf(certificate.subject)} is signed with ${algorithm}.`;
      return [readOff(surface, { evidenceSummary: saw, note: `signature algorithm: ${algorithm}` })];
    });
  }),
});
