import { certificates } from '../../../lab/encryption/certificates.ts';
import { overlongCertificateLifetime } from '../../../src/checks/encryption/overlong-certificate-lifetime.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(overlongCertificateLifetime, {
  ...silent,
  'fires on ten years': { lab: certificates.tenYears, fires: { severity: 'low' } },
});
