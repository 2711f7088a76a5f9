import * as lab from '../../../lab/data-exposure/bank-account-number.ts';
import { bankAccountNumber } from '../../../src/checks/data-exposure/bank-account-number.ts';
import { testRule } from '../../rule-test.ts';

testRule(bankAccountNumber, {
  'fires on an IBAN': {
    lab: lab.whole,
    path: '/payouts',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'notes one of documentation': { lab: lab.documented, path: '/payouts', fires: { severity: 'info' } },
  'silent on masked and wrong ones': { lab: lab.ended, path: '/payouts', fires: false },
  'silent on codes and parts of words': { lab: lab.lookAlikes, path: '/payouts', fires: false },
});
