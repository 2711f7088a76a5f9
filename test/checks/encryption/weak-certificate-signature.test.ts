import { certificates } from '../../../lab/encryption/certificates.ts';
import { weakCertificateSignature } from '../../../src/checks/encryption/weak-certificate-signature.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(weakCertificateSignature, {
  ...silent,
  'fires on SHA-1': { lab: certificates.sha1, fires: { severity: 'medium' } },
});
