import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { passwordChangeWithoutOldOne } from '../../../src/checks/authentication/password-change-without-old-one.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const open = accountRules({ password: 'without-old' });
const fires = { severity: 'medium', confidence: 'confirmed', at: ['PUT /me/password'] } as const;
const silent = (rules: AccountRules) => ({
  lab: accountRules(rules),
  options,
  fires: false,
  looked: '1 of 1 operations that change a password',
});

testRule(passwordChangeWithoutOldOne, {
  'fires where none is asked for, and leaves no account': {
    lab: open,
    options,
    fires: { ...fires },
    also: () => expect(open.accounts()).toEqual(['ada@example.org']),
  },
  'fires where the present one is asked for and not looked at': {
    lab: accountRules({ password: 'old-ignored' }),
    options,
    fires,
  },
  'silent where the present one is compared': silent({}),
  'untested where yes is said and nothing is changed': {
    lab: accountRules({ password: 'pretends' }),
    options,
    fires: false,
    skipped: /did not change it either/,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: accountRules(), fires: false, skipped: /--active/ },
});
