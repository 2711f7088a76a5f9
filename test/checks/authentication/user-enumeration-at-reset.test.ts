import { expect } from 'vitest';
import { accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { userEnumerationAtReset } from '../../../src/checks/authentication/user-enumeration-at-reset.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const tells = accountRules({ forgot: 'tells' });
const looked = '1 of 1 requests for a password reset';

testRule(userEnumerationAtReset, {
  'fires where only users that exist get a mail': {
    lab: tells,
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /auth/forgot'] },
    also: () => {
      expect(tells.accounts()).toEqual(['ada@example.org']);
      expect(tells.resets.filter((email) => !/^mb[0-9a-f]{8}@example\.com$/.test(email))).toEqual([]);
    },
  },
  'silent on one sentence for all': { lab: accountRules(), options, fires: false, looked },
  'silent where each request has a name of its own': {
    lab: accountRules({ forgot: 'flow' }),
    options,
    fires: false,
    looked,
  },
  'silent where the answer differs by the token that it gives away': {
    lab: accountRules({ forgot: 'token' }),
    options,
    fires: false,
    looked,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: tells, fires: false, skipped: /--active/ },
});
