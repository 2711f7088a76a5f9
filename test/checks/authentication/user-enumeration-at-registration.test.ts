import { expect } from 'vitest';
import { accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { userEnumerationAtRegistration } from '../../../src/checks/authentication/user-enumeration-at-registration.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const tells = accountRules({ registration: 'tells' });
const looked = '1 of 1 registrations that work';

testRule(userEnumerationAtRegistration, {
  'fires where a taken address is named, and leaves no account': {
    lab: tells,
    options,
    fires: { severity: 'info', confidence: 'confirmed', at: ['POST /auth/register'] },
    also: () => expect(tells.accounts()).toEqual(['ada@example.org']),
  },
  'silent where a taken address is answered like a free one': {
    lab: accountRules(),
    options,
    fires: false,
    looked,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a user/,
  },
  'untested in safe mode': { lab: accountRules(), fires: false, skipped: /--active/ },
});
