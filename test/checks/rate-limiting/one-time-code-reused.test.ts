import { expect } from 'vitest';
import * as lab from '../../../lab/identities/wallets.ts';
import { oneTimeCodeReused } from '../../../src/checks/rate-limiting/one-time-code-reused.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '1 of 1 operations that take a code which is good for once';

testRule(oneTimeCodeReused, {
  'fires where a code counts twice': {
    lab: lab.countingAgain,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /vouchers/redeem'] },
    looked,
    also: ([finding]) => {
      expect(JSON.stringify(finding)).toContain('20, then 30, then 40');
      expect(lab.countingAgain.accounts()).toEqual([]);
    },
  },
  'fires where the balance is called by its unit': {
    lab: lab.countingAgainInCents,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /vouchers/redeem'] },
    looked,
  },
  'silent where it is refused the second time': { lab: lab.sound, options: active, fires: false, looked },
  'silent where it is taken again and does not count': {
    lab: lab.takingAgain,
    options: active,
    fires: false,
    looked,
  },
  'untested where no code is known': {
    lab: lab.namingNoCode,
    options: active,
    fires: false,
    skipped: /contains a code|that is known/,
  },
  'sends nothing in safe mode': { lab: lab.countingAgain, fires: false, skipped: /--active/ },
});
