import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { leadsToUnknown } from './chain-problem.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

export const untrustedCertificate = defineRule({
  id: 'untrusted-certificate',
  title: 'TLS certificate from an untrusted CA',
  aliases: ['unknown authority', 'private CA', 'SSL certificate', 'man in the middle'],
  severity: 'medium',
  cwe: [295, 296],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A man in the middle goes unnoticed by clients that skip verification. Clients that verify certificates fail to connect.',
  remediation:
    'Use a certificate from a publicly trusted CA. For a private CA, install it on every client, and pass it to this scan with --ca.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    if (!leadsToUnknown(presented)) return 'clean';
    const { tls, leaf } = presented;
    const saw = `The certificate is issued by ${nameOf(leaf.issuer)}, which no trusted root CA signed.`;
    // Clients of this service may well have been given the authority: only their owner knows.
    return {
      ...readOff(surface, { evidenceSummary: saw, note: `verification: ${tls.problem}` }),
      confidence: 'likely',
    };
  }),
});
