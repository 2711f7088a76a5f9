import { notForClients } from '../../material/certificates-fitness.ts';
import { defineRule } from '../rule.ts';
import { unfitAccepted } from './given-certificates.ts';

export const wrongUsageClientCertificateAccepted = defineRule({
  id: 'wrong-usage-client-certificate-accepted',
  title: 'Client certificate without clientAuth usage accepted',
  aliases: ['mTLS', 'extended key usage', 'EKU', 'mutual TLS'],
  severity: 'medium',
  cwe: [295],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone with a server certificate of the same CA, and many more people can get one, is accepted as a client.',
  remediation: 'Require clientAuth in the extended key usage of client certificates.',
  needs: ['https', 'client-certificate'],
  ...unfitAccepted({
    missing: 'needs a certificate of your CA that is not for clients, configured as another identity',
    reason: notForClients,
  }),
});
