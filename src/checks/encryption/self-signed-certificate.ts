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
  meaning:
    'Anyone can make a certificate that looks the same, so clients cannot tell the service from an impostor.',
  fix: 'Use a certificate of an authority that clients trust; within a company, of its own authority.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    if (presented.tls.trusted || !presented.leaf.selfSigned) return 'clean';
    const saw = `The certificate of ${nameOf(presented.leaf.subject)} is signed with its own key.`;
    return readOff(surface, {
      saw,
      note: `issuer and subject are the same; verification: ${presented.tls.problem}`,
    });
  }),
});
