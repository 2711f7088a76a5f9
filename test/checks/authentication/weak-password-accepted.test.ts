import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { weakPasswordAccepted } from '../../../src/checks/authentication/weak-password-accepted.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const all = accountRules({ weakPasswords: 'all' });
const at = ['POST /auth/register', 'PUT /me/password'];
const looked = '2 of 2 operations by which users choose a password';
const fires = (
  weakPasswords: AccountRules['weakPasswords'],
  severity: 'medium' | 'low',
  summary: RegExp,
) => ({
  lab: accountRules({ weakPasswords }),
  options,
  fires: { severity, confidence: 'confirmed', at } as const,
  also: ([finding]: readonly { readonly locations: readonly { readonly evidenceSummary: string }[] }[]) =>
    expect(finding?.locations[0]?.evidenceSummary).toMatch(summary),
});

testRule(weakPasswordAccepted, {
  'fires on an empty password, and leaves no account': {
    lab: all,
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at },
    also: () => expect(all.accounts()).toEqual(['ada@example.org']),
  },
  'fires on one character': fires('not-empty', 'medium', /one character/),
  'is low where only a common one is taken': fires('short-only', 'low', /with the password 123456,/),
  'fires where a new password is not looked at': {
    ...fires(undefined, 'medium', /changed its password to an empty password, a password of one character/),
    lab: accountRules({ weakNewPasswords: true }),
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PUT /me/password'] },
    looked,
  },
  'silent where no new password is set, whatever is said': {
    lab: accountRules({ weakNewPasswords: true, password: 'pretends' }),
    options,
    fires: false,
    looked: '1 of 2 operations by which users choose a password',
  },
  'silent where eight characters are asked for': { lab: accountRules(), options, fires: false, looked },
  'untested where accounts would stay': {
    lab: accountRules({ weakPasswords: 'all', removal: 'none' }),
    options,
    fires: false,
    skipped: /cannot be deleted/,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: accountRules(), fires: false, skipped: /--active/ },
});
