import { expect } from 'vitest';
import { certificates } from '../../../lab/encryption/certificates.ts';
import { expiredCertificate } from '../../../src/checks/encryption/expired-certificate.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(expiredCertificate, {
  ...silent,
  'fires after the last day': {
    lab: certificates.expired,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires before the first day': { lab: certificates.notYetValid, fires: true },
  'counts little on loopback, and says why': {
    lab: certificates.expired,
    host: 'localhost',
    fires: { severity: 'info' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toMatch(/on this machine/),
  },
});
