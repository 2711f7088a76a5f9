import { ada, expired, forServers, mutual } from '../../../lab/encryption/client-certificates.ts';
import { clientCertificateNotRequired } from '../../../src/checks/encryption/client-certificate-not-required.ts';
import { expiredClientCertificateAccepted } from '../../../src/checks/encryption/expired-client-certificate-accepted.ts';
import { foreignClientCertificateAccepted } from '../../../src/checks/encryption/foreign-client-certificate-accepted.ts';
import { selfSignedClientCertificateAccepted } from '../../../src/checks/encryption/self-signed-client-certificate-accepted.ts';
import { wrongUsageClientCertificateAccepted } from '../../../src/checks/encryption/wrong-usage-client-certificate-accepted.ts';
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
