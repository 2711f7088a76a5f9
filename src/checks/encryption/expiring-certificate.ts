import { DAY_MS } from '../../material/certificates.ts';
import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { day, nameOf, ofCertificate, readOff } from './presented-certificate.ts';

/** Automated renewal acts a month before the date; two weeks before, it has failed. */
const SOON_MS = 14 * DAY_MS;
/** Short-lived certificates are renewed late on purpose: for them a fifth of their life counts. */
const LAST_SHARE = 1 / 5;

export const expiringCertificate = defineRule({
  id: 'expiring-certificate',
  title: 'TLS certificate expires soon',
  aliases: ['certificate renewal', 'SSL certificate', 'ACME'],
  severity: 'low',
  cwe: [298],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'The service will stop working for every client that verifies certificates. Its certificate expires soon.',
  remediation: 'Renew the certificate now, and find out why automatic renewal did not.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    const { validFrom, validTo, subject } = presented.leaf;
    const leftMs = Date.parse(validTo) - Date.now();
    const lifetimeMs = Date.parse(validTo) - Date.parse(validFrom);
    if (leftMs <= 0 || leftMs >= Math.min(SOON_MS, lifetimeMs * LAST_SHARE)) return 'clean';
    const saw = `The certificate of ${nameOf(subject)} expires on ${day(validTo)}, in ${Math.ceil(leftMs / DAY_MS)} days.`;
    return readOff(surface, { evidenceSummary: saw, note: `valid until ${validTo}` });
  }),
});
