import { expect } from 'vitest';
import * as lab from '../../../lab/identities/wallets.ts';
import { negativeAmountAccepted } from '../../../src/checks/input-validation/negative-amount-accepted.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '1 of 1 transfers from one user to another';

testRule(negativeAmountAccepted, {
  'fires where less than nothing is sent, and puts it back': {
    lab: lab.takingLessThanNothing,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /wallet/transfer'] },
    looked,
    also: ([finding]) => {
      expect(JSON.stringify(finding)).toContain('restored both');
      // Never more than was sent, and nobody is left.
      expect([lab.takingLessThanNothing.most(), lab.takingLessThanNothing.accounts()]).toEqual([5, []]);
    },
  },
  'silent where it is refused': {
    lab: lab.sound,
    options: active,
    fires: false,
    looked,
    also: () => expect(lab.sound.most()).toBe(0),
  },
  'silent where nothing moves': { lab: lab.pretendingToMove, options: active, fires: false, looked },
  'sends nothing in safe mode': { lab: lab.takingLessThanNothing, fires: false, skipped: /--active/ },
});
