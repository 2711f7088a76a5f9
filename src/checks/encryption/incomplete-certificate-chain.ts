import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { lacksIntermediate } from './chain-problem.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

export const incompleteCertificateChain = defineRule({
  id: 'incomplete-certificate-chain',
  title: 'Incomplete TLS certificate chain',
  aliases: ['missing intermediate certificate', 'SSL chain'],
  severity: 'low',
  cwe: [295],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'API clients fail to connect, or are configured to skip verification, which lets an attacker in the middle read the traffic. The server does not send the intermediate certificates; browsers often repair this, API clients do not.',
  remediation: 'Configure the full chain: the server certificate followed by its intermediates.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    if (!lacksIntermediate(presented)) return 'clean';
    const { leaf, tls } = presented;
    const saw = `Only the certificate of ${nameOf(leaf.subject)} is sent, not that of its issuer ${nameOf(leaf.issuer)}.`;
    return readOff(surface, { evidenceSummary: saw, note: `one certificate; verification: ${tls.problem}` });
  }),
});
