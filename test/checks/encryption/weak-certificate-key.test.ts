import { certificates } from '../../../lab/encryption/certificates.ts';
import { weakCertificateKey } from '../../../src/checks/encryption/weak-certificate-key.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(weakCertificateKey, {
  ...silent,
  'fires on RSA of 1024 bits': { lab: certificates.shortKey, fires: { severity: 'medium' } },
  'silent on RSA of 2048 bits': { lab: certificates.rsaKey, fires: false },
});
