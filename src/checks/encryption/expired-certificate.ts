import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { day, nameOf, ofCertificate, readOff } from './presented-certificate.ts';

export const expiredCertificate = defineRule({
  id: 'expired-certificate',
  title: 'TLS certificate expired or not yet valid',
  aliases: ['expired certificate', 'SSL certificate'],
  severity: 'high',
  cwe: [298, 295],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A man in the middle goes unnoticed where clients have learned to ignore certificate errors. Other clients fail to connect.',
  remediation:
    'Renew the certificate, automate renewal (ACME), and set an alert well before the expiry date.',
  needs: ['https'],
  places: service,
  judge: ofCertificate((presented, surface) => {
    const now = new Date().toISOString();
    // Roots are trusted by being in the store, whatever their date.
    const dated = presented.tls.chain.filter(({ selfSigned }, at) => at === 0 || !selfSigned);
    return dated.flatMap((certificate) => {
      const over = certificate.validTo < now;
      if (!over && certificate.validFrom <= now) return [];
      const when = over
        ? `expired on ${day(certificate.validTo)}`
        : `is valid only from ${day(certificate.validFrom)}`;
      const saw = `The certificate of ${nameOf(certificate.subject)} ${when}.`;
      const note = `validity: ${certificate.validFrom} to ${certificate.validTo}`;
      return [readOff(surface, { evidenceSummary: saw, note })];
    });
  }),
});
