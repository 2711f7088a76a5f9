import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

export const selfSignedCertificate = defineRule({
  id: 'self-signed-certificate',
  title: 'Self-signed TLS certificate',
  aliases: ['self-signed', 'SSL certificate', 'man in the middle'],
  severity: 'high',
  cwe: [295, 296],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A man in the middle can use a certificate that looks the same, and clients cannot tell the difference. Anyone can create one.',
  remediation: 'Use a certificate from a CA that clients trust. Inside a company, use its internal CA.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    if (presented.tls.trusted || !presented.leaf.selfSigned) return 'clean';
    const saw = `The certificate of ${nameOf(presented.leaf.subject)} is signed with its own key.`;
    return readOff(surface, {
      evidenceSummary: saw,
      note: `issuer and subject are the same; verification: ${presented.tls.problem}`,
    });
  }),
});
