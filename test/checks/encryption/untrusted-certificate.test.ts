import { certificates } from '../../../lab/encryption/certificates.ts';
import { untrustedCertificate } from '../../../src/checks/encryption/untrusted-certificate.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(untrustedCertificate, {
  ...silent,
  'fires on a foreign authority, as likely': {
    lab: certificates.foreign,
    fires: { severity: 'medium', confidence: 'likely' },
  },
  'silent on a self-signed one': { lab: certificates.selfSigned, fires: false },
  'silent on a missing intermediate': { lab: certificates.alone, fires: false },
  'silent on an expired one': { lab: certificates.expired, fires: false },
  'skipped over plain http': {
    lab: { routes: (_request, response) => response.end() },
    fires: false,
    skipped: /https/,
  },
});
