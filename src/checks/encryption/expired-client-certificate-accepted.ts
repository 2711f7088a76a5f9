import { overSince } from '../../material/certificates-fitness.ts';
import { defineRule } from '../rule.ts';
import { unfitAccepted } from './given-certificates.ts';

export const expiredClientCertificateAccepted = defineRule({
  id: 'expired-client-certificate-accepted',
  title: 'Expired client certificate accepted (mTLS)',
  aliases: ['mTLS', 'mutual TLS'],
  severity: 'high',
  cwe: [298, 295],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description: 'Former partners and thieves of keys keep their access after the certificate has expired.',
  remediation:
    'Check the validity period of client certificates in each handshake, and keep the clock of the server synchronized.',
  needs: ['https', 'client-certificate'],
  ...unfitAccepted({
    missing: 'needs an expired certificate of your CA, configured as another identity',
    reason: (pem) => overSince(pem),
  }),
});
