import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { ofCertificate } from './presented-certificate.ts';

export const missingForwardSecrecy = defineRule({
  id: 'missing-forward-secrecy',
  title: 'No forward secrecy (PFS)',
  aliases: ['perfect forward secrecy', 'PFS', 'ECDHE', 'RSA key exchange'],
  severity: 'medium',
  cwe: [326],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who gets the certificate’s key later can decrypt recorded traffic. The session key is encrypted with that key.',
  remediation: 'Enable TLS 1.3, or cipher suites that start with TLS_ECDHE, and prefer them.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    const { protocol, cipher } = presented.tls;
    // A client that offers everything was given this: there is nothing better, or it is not preferred.
    if (protocol === 'TLSv1.3' || !/^TLS_RSA_WITH_/.test(cipher)) return 'clean';
    return {
      url: surface.target.origin,
      confidence: 'confirmed',
      evidenceSummary: `Though the client offered suites with ephemeral keys first, the server chose ${cipher}.`,
      proof: [{ exchange: surface.entry, note: `${protocol} with ${cipher}` }],
      control: { fact: 'the chosen suite has no ephemeral key exchange, by its definition' },
    };
  }),
});
