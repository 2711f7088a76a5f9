import { ada, expired, mutual } from '../../../lab/encryption/client-certificates.ts';
import { expiredClientCertificateAccepted } from '../../../src/checks/encryption/expired-client-certificate-accepted.ts';
import { testTlsRule } from './tls-rule-test.ts';

const as = (...identities: (typeof ada)[]) => ({ options: { identities } });

testTlsRule(expiredClientCertificateAccepted, {
  'fires where time does not matter': {
    lab: mutual.timeless,
    ...as(ada, expired),
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'silent where it does': { lab: mutual.verifying, ...as(ada, expired), fires: false },
  'untested without such a certificate': {
    lab: mutual.timeless,
    ...as(ada),
    fires: false,
    skipped: /needs an expired certificate/,
  },
});
