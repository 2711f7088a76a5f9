import { ada, mutual } from '../../../lab/encryption/client-certificates.ts';
import { foreignClientCertificateAccepted } from '../../../src/checks/encryption/foreign-client-certificate-accepted.ts';
import { testTlsRule } from './tls-rule-test.ts';

const as = (...identities: (typeof ada)[]) => ({ options: { identities } });

testTlsRule(foreignClientCertificateAccepted, {
  'fires where any authority will do': {
    lab: mutual.anyAuthority,
    ...as(ada),
    fires: { severity: 'critical', confidence: 'confirmed' },
  },
  'silent where the handshake verifies': { lab: mutual.strict, ...as(ada), fires: false },
  'silent where the service verifies': { lab: mutual.verifying, ...as(ada), fires: false },
  'leaves it to the other rule where self-signed ones will do': {
    lab: mutual.anyCertificate,
    ...as(ada),
    fires: false,
    skipped: /self-signed certificates are accepted already/,
  },
});
