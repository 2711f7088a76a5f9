import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/bank-account-number.ts';
import { bankAccountNumber } from '../../../src/checks/data-exposure/bank-account-number.ts';
import { testRule } from '../../rule-test.ts';

testRule(bankAccountNumber, {
  'fires on an IBAN': {
    lab: lab.whole,
    path: '/payouts',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'says what a user is told apart from what anybody is': {
    lab: lab.wholeBesideOwn,
    path: '/shops',
    options: {
      identities: [{ name: 'ada', role: 'user', credentials: [{ kind: 'bearer', token: 'ada-token-5Tq' }] }],
    },
    fires: { severity: 'medium' },
    also: (findings) =>
      expect(
        findings.map(({ severity, locations }) => [
          severity,
          locations.some(({ url }) => url.endsWith('/me')),
        ]),
      ).toEqual([
        ['medium', false],
        ['info', true],
      ]),
  },
  'notes one of documentation': { lab: lab.documented, path: '/payouts', fires: { severity: 'info' } },
  'silent on masked and wrong ones': { lab: lab.ended, path: '/payouts', fires: false },
  'silent on codes and parts of words': { lab: lab.lookAlikes, path: '/payouts', fires: false },
});
