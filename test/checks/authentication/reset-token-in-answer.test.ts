import { expect } from 'vitest';
import { accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { resetTokenInAnswer } from '../../../src/checks/authentication/reset-token-in-answer.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const gives = accountRules({ forgot: 'token' });
const fires = { severity: 'critical', confidence: 'confirmed', at: ['POST /auth/forgot'] } as const;
const looked = '1 of 1 requests for a password reset';

testRule(resetTokenInAnswer, {
  'fires on a token that sets a new password, and leaves no account': {
    lab: gives,
    options,
    fires,
    also: () => {
      expect(gives.accounts()).toEqual(['ada@example.org']);
      expect(gives.resets.filter((email) => !/^mb[0-9a-f]{8}@example\.com$/.test(email))).toEqual([]);
    },
  },
  'fires on a link in a preview of the mail': { lab: accountRules({ forgot: 'link' }), options, fires },
  'is likely where what is shown could not be used': {
    lab: accountRules({ forgot: 'shows-unusable' }),
    options,
    fires: { ...fires, severity: 'high', confidence: 'likely' },
  },
  'silent where a mail is on its way': { lab: accountRules(), options, fires: false, looked },
  'silent where the token only names the request': {
    lab: accountRules({ forgot: 'flow' }),
    options,
    fires: false,
    looked,
  },
  'silent where it tells who exists, which is another flaw': {
    lab: accountRules({ forgot: 'tells' }),
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
  'untested in safe mode': { lab: gives, fires: false, skipped: /--active/ },
});
