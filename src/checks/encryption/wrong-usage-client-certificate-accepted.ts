import { defineRule } from '../rule.ts';
import { unfitAccepted } from './given-certificates.ts';

/** RFC 5280 section 4.2.1.12. */
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

export const wrongUsageClientCertificateAccepted = defineRule({
  id: 'wrong-usage-client-certificate-accepted',
  title: 'Certificates that are not for clients are accepted from clients',
  severity: 'medium',
  cwe: [295],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A server certificate of the same authority, which far more people can get, opens the API as a client.',
  fix: 'Demand clientAuth in the extended key usage of client certificates.',
  needs: ['https', 'client-certificate'],
  probe: (context) =>
    unfitAccepted(context, {
      untested: 'needs a certificate of your authority that is not for clients, given as one more identity',
      reason(certificate) {
        const usages = certificate.keyUsage ?? [];
        const fit =
          usages.length === 0 || usages.includes(CLIENT_AUTHENTICATION) || usages.includes(ANY_USAGE);
        return fit ? undefined : 'is not meant for clients';
      },
    }),
});
