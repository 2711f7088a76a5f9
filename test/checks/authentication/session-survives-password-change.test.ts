import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { sessionSurvivesPasswordChange } from '../../../src/checks/authentication/session-survives-password-change.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const keeps = accountRules({ keepsSessions: true });
const fires = { severity: 'low', confidence: 'confirmed', at: ['PUT /me/password'] } as const;
const silent = (rules: AccountRules) => ({
  lab: accountRules(rules),
  options,
  fires: false,
  looked: '1 of 1 operations that change a password',
});

testRule(sessionSurvivesPasswordChange, {
  'fires where the other session goes on, and leaves no account': {
    lab: keeps,
    options,
    fires: { ...fires },
    also: () => expect(keeps.accounts()).toEqual(['ada@example.org']),
  },
  'fires where the other cookie goes on': {
    lab: accountRules({ keepsSessions: true, session: 'cookie' }),
    options,
    fires,
  },
  'silent where the others end': silent({}),
  'silent where the other cookies end': silent({ session: 'cookie' }),
  'untested where the password is not changed': {
    lab: accountRules({ password: 'pretends', keepsSessions: true }),
    options,
    fires: false,
    skipped: /could not be changed/,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: accountRules(), fires: false, skipped: /--active/ },
});
