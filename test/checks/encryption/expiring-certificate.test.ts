import { certificates } from '../../../lab/encryption/certificates.ts';
import { expiringCertificate } from '../../../src/checks/encryption/expiring-certificate.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(expiringCertificate, {
  ...silent,
  'fires in the last days': { lab: certificates.expiring, fires: { severity: 'low' } },
  'silent on one that lives for days anyway': { lab: certificates.shortLived, fires: false },
  'silent once it is over: another rule says that': { lab: certificates.expired, fires: false },
});
