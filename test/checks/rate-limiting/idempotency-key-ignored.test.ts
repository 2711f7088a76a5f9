import { expect } from 'vitest';
import * as wallets from '../../../lab/identities/wallets.ts';
import * as orders from '../../../lab/rate-limiting/keyed-orders.ts';
import { idempotencyKeyIgnored } from '../../../src/checks/rate-limiting/idempotency-key-ignored.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '1 of 1 writes with a key of idempotency';

testRule(idempotencyKeyIgnored, {
  'fires where a transfer is made twice, and sends it back': {
    lab: wallets.ignoringKeys,
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /wallet/transfer'] },
    looked,
    also: ([finding]) => {
      expect(JSON.stringify(finding)).toContain('from 20 to 21 and to 22');
      expect([wallets.ignoringKeys.most(), wallets.ignoringKeys.accounts()]).toEqual([2, []]);
    },
  },
  'fires where there are two objects, and removes both': {
    lab: orders.ignoring,
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /orders'] },
    looked,
    also: () => expect(orders.ignoring.left()).toBe(0),
  },
  'silent where a transfer is answered as before': {
    lab: wallets.keepingKeys,
    options: active,
    fires: false,
    looked,
    also: () => expect(wallets.keepingKeys.most()).toBe(1),
  },
  'silent where a known key is refused': { lab: wallets.refusingKeys, options: active, fires: false, looked },
  'silent where there is one object, and removes it': {
    lab: orders.keeping,
    options: active,
    fires: false,
    looked,
    also: () => expect(orders.keeping.left()).toBe(0),
  },
  'silent where the second object is refused': {
    lab: orders.refusing,
    options: active,
    fires: false,
    looked,
    also: () => expect(orders.refusing.left()).toBe(0),
  },
  'untested where there is nothing to send': {
    lab: wallets.ignoringKeysWithNothing,
    options: active,
    fires: false,
    skipped: /no balance to send/,
  },
  'says nothing of services that promise none': {
    lab: wallets.sound,
    options: active,
    fires: false,
    skipped: /no write with a key/,
  },
  'sends nothing in safe mode': { lab: orders.ignoring, fires: false, skipped: /--active/ },
});
