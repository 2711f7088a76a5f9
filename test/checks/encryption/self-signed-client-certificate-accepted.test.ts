import { ada, mutual } from '../../../lab/encryption/client-certificates.ts';
import { selfSignedClientCertificateAccepted } from '../../../src/checks/encryption/self-signed-client-certificate-accepted.ts';
import { testTlsRule } from './tls-rule-test.ts';

const as = (...identities: (typeof ada)[]) => ({ options: { identities } });

testTlsRule(selfSignedClientCertificateAccepted, {
  'fires where any will do': {
    lab: mutual.anyCertificate,
    ...as(ada),
    fires: { severity: 'critical', confidence: 'confirmed' },
  },
  'silent where the handshake verifies': { lab: mutual.strict, ...as(ada), fires: false },
  'silent where the service verifies': { lab: mutual.verifying, ...as(ada), fires: false },
  'untested where nobody looks at all': {
    lab: mutual.indifferent,
    ...as(ada),
    fires: false,
    skipped: /no operation/,
  },
});
