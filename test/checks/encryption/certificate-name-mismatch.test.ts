import { certificates } from '../../../lab/encryption/certificates.ts';
import { certificateNameMismatch } from '../../../src/checks/encryption/certificate-name-mismatch.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(certificateNameMismatch, {
  ...silent,
  'fires on other names': { lab: certificates.otherName, fires: { severity: 'high' } },
  'silent on a wildcard that covers the name': { lab: certificates.wildcard, fires: false },
  'is information on loopback': {
    lab: certificates.otherName,
    host: 'localhost',
    fires: { severity: 'info' },
  },
  'silent on an address in the certificate': { lab: certificates.good, host: '127.0.0.1', fires: false },
});
