import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { emailChangeWithoutProof } from '../../../src/checks/authentication/email-change-without-proof.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const open = accountRules({ email: 'at-once' });
const silent = (rules: AccountRules) => ({
  lab: accountRules(rules),
  options,
  fires: false,
  looked: '1 of 1 operations that change an e-mail address',
});

testRule(emailChangeWithoutProof, {
  'fires where it changes at once, and leaves no account': {
    lab: open,
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /me'] },
    also: ([finding]) => {
      expect(open.accounts()).toEqual(['ada@example.org']);
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /PUT \/me\/password requires .* POST \/auth\/forgot/,
      );
    },
  },
  'tells it where a session is enough for a new password, too': {
    lab: accountRules({ email: 'at-once', password: 'without-old' }),
    options,
    fires: { severity: 'info', confidence: 'confirmed', at: ['PATCH /me'] },
  },
  'fires low where nothing mails a new password': {
    lab: accountRules({ email: 'at-once', forgot: 'none' }),
    options,
    fires: { severity: 'low', confidence: 'confirmed', at: ['PATCH /me'] },
  },
  'fires where no login is to be had any more': {
    lab: accountRules({ email: 'at-once', mostLogins: 2 }),
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /me'] },
  },
  'silent where the old one stays until the new one has answered': silent({}),
  'silent where the password is asked for': silent({ email: 'without-password' }),
  'silent where it waits for its confirmation': silent({ email: 'unverified' }),
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: accountRules(), fires: false, skipped: /--active/ },
});
