import { ada, mutual } from '../../../lab/encryption/client-certificates.ts';
import { clientCertificateNotRequired } from '../../../src/checks/encryption/client-certificate-not-required.ts';
import { testTlsRule } from './tls-rule-test.ts';

const as = (...identities: (typeof ada)[]) => ({ options: { identities } });

testTlsRule(clientCertificateNotRequired, {
  'fires where nobody looks': {
    lab: mutual.indifferent,
    ...as(ada),
    fires: { severity: 'high', confidence: 'likely' },
  },
  'silent where the handshake needs one': { lab: mutual.strict, ...as(ada), fires: false },
  'silent where the answer needs one': { lab: mutual.verifying, ...as(ada), fires: false },
  'needs a certificate': { lab: mutual.verifying, fires: false, skipped: /needs a client certificate/ },
});
