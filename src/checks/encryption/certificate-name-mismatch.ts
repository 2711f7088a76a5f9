import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

/** More names than this tell a reader nothing. */
const SHOWN_NAMES = 5;

export const certificateNameMismatch = defineRule({
  id: 'certificate-name-mismatch',
  title: 'TLS certificate name mismatch',
  aliases: ['hostname mismatch', 'SAN', 'common name'],
  severity: 'high',
  cwe: [297, 295],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A man in the middle can use any certificate for clients that do not verify the host name. Clients that verify it fail to connect.',
  remediation: 'Use a certificate whose subject alternative names include the host name that clients use.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    const { tls, leaf } = presented;
    if (tls.nameProblem === undefined) return 'clean';
    const names = leaf.subjectAltNames.slice(0, SHOWN_NAMES).join(', ') || nameOf(leaf.subject);
    const saw = `The certificate is for ${names}, not for ${surface.target.hostname}.`;
    return readOff(surface, {
      evidenceSummary: saw,
      note: 'names in the certificate do not include the host',
    });
  }),
});
