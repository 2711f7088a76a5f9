import { ada, forServers, mutual } from '../../../lab/encryption/client-certificates.ts';
import { wrongUsageClientCertificateAccepted } from '../../../src/checks/encryption/wrong-usage-client-certificate-accepted.ts';
import { testTlsRule } from './tls-rule-test.ts';

const as = (...identities: (typeof ada)[]) => ({ options: { identities } });

testTlsRule(wrongUsageClientCertificateAccepted, {
  'fires where usage does not matter': {
    lab: mutual.anyUsage,
    ...as(ada, forServers),
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent where it does': { lab: mutual.verifying, ...as(ada, forServers), fires: false },
  'untested without such a certificate': {
    lab: mutual.anyUsage,
    ...as(ada),
    fires: false,
    skipped: /not for clients/,
  },
});
