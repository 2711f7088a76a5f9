import { certificates } from '../../../lab/encryption/certificates.ts';
import { incompleteCertificateChain } from '../../../src/checks/encryption/incomplete-certificate-chain.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(incompleteCertificateChain, {
  ...silent,
  'fires where the intermediate is missing': { lab: certificates.alone, fires: { severity: 'low' } },
  'silent where it is sent': { lab: certificates.whole, fires: false },
  'silent on a foreign authority': { lab: certificates.foreign, fires: false },
});
