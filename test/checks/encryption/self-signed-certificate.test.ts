import { certificates } from '../../../lab/encryption/certificates.ts';
import { selfSignedCertificate } from '../../../src/checks/encryption/self-signed-certificate.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(selfSignedCertificate, {
  ...silent,
  'fires where the key signs itself': { lab: certificates.selfSigned, fires: { severity: 'high' } },
  'is information on loopback': {
    lab: certificates.selfSigned,
    host: '127.0.0.1',
    fires: { severity: 'info' },
  },
  'silent on a foreign authority: another rule says that': { lab: certificates.foreign, fires: false },
});
