import { expect } from 'vitest';
import * as lab from '../../../lab/identities/wallets.ts';
import { overdrawnTransferAccepted } from '../../../src/checks/input-validation/overdrawn-transfer-accepted.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '1 of 1 transfers from one user to another';

testRule(overdrawnTransferAccepted, {
  'fires where more is sent than there is, and sends it back': {
    lab: lab.sendingMoreThanThereIs,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /wallet/transfer'] },
    looked,
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /the sender’s balance went to -\d+, the receiver’s from 20 to 100040/,
      );
      expect(lab.sendingMoreThanThereIs.accounts()).toEqual([]);
    },
  },
  'is likely where balances may be what people owe one another': {
    lab: lab.owingOneAnother,
    options: active,
    fires: { severity: 'high', confidence: 'likely', at: ['POST /ledger/payments'] },
    looked,
  },
  'silent where it is refused, and nothing else is sent': {
    lab: lab.sound,
    options: active,
    fires: false,
    looked,
    also: () => expect(lab.sound.most()).toBe(0),
  },
  'silent where nothing moves': { lab: lab.pretendingToSend, options: active, fires: false, looked },
  'untested where a credit line is shown': {
    lab: lab.withCreditLine,
    options: active,
    fires: false,
    skipped: /credit line/,
  },
  'sends nothing in safe mode': { lab: lab.sendingMoreThanThereIs, fires: false, skipped: /--active/ },
});
