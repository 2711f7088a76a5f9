import { DAY_MS } from '../../material/certificates.ts';
import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { nameOf, ofCertificate, readOff } from './presented-certificate.ts';

/** What Apple's platforms accept of any server certificate, private authorities included; public ones get far less. */
const LONGEST_DAYS = 825;

export const overlongCertificateLifetime = defineRule({
  id: 'overlong-certificate-lifetime',
  title: 'TLS certificate valid for too long',
  aliases: ['certificate lifetime', '398 days'],
  severity: 'low',
  cwe: [324],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A stolen private key stays usable for years. The certificate is valid for too long, so renewal is never practiced, and some clients reject it.',
  remediation: 'Issue certificates for 90 days or less, and renew them automatically.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    const { validFrom, validTo, subject } = presented.leaf;
    const days = Math.round((Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS);
    if (days <= LONGEST_DAYS) return 'clean';
    const saw = `The certificate of ${nameOf(subject)} is valid for ${days} days.`;
    return readOff(surface, { evidenceSummary: saw, note: `validity: ${validFrom} to ${validTo}` });
  }),
});
