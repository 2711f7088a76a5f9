import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { parcels } from '../../../lab/identities/parcels.ts';
import { ownedCodes } from '../../../lab/rate-limiting/owned-codes.ts';
import { unlimitedLoginAttempts } from '../../../src/checks/rate-limiting/unlimited-login-attempts.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const LOGIN = 'POST /v2/auth/login';
const open = accountRules({ guard: 'none' });
const giftCards = accountRules({ giftCards: 'none' });
const takingAny = accountRules({ giftCards: 'takes-any' });
const guarded = accountRules({ guard: 'lockout' });
const fires = (rules: AccountRules, at: string, summary: RegExp) => ({
  lab: accountRules(rules),
  options,
  fires: { severity: 'medium', confidence: 'confirmed', at: [at] } as const,
  also: ([finding]: readonly { readonly locations: readonly { readonly evidenceSummary: string }[] }[]) =>
    expect(finding?.locations[0]?.evidenceSummary).toMatch(summary),
});
const silent = (rules: AccountRules, looked = '1 of 1 operations that compare a password or code') => ({
  lab: accountRules(rules),
  options,
  fires: false,
  looked,
});
const FIVE = '5 of 5 operations that compare a password or code';
const countedAlone = ownedCodes({ guard: 'none' });
const THREE = '3 of 3 operations that compare a password or code';
const TWO = '2 of 2 operations that compare a password or code';

testRule(unlimitedLoginAttempts, {
  'fires where nothing counts wrong passwords, and leaves no account': {
    ...fires({}, LOGIN, /20 wrong passwords/),
    lab: open,
    also: () => expect(open.accounts()).toEqual(['ada@example.org']),
  },
  'fires where a made-up address escapes the limit': fires(
    { guard: 'by-named-address' },
    LOGIN,
    /X-Forwarded-For/,
  ),
  'fires at the older login that nobody guards': fires(
    { olderLogin: 'unlimited' },
    'POST /v1/auth/login',
    /20 wrong/,
  ),
  'fires high where a code of six digits is tried without end': {
    lab: accountRules({ code: 'unlimited' }),
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['POST /auth/verify-code'] },
  },
  'is tentative where nothing says how long a code is': {
    lab: accountRules({ code: 'unsaid' }),
    options,
    fires: { severity: 'medium', confidence: 'tentative', at: ['POST /auth/verify-code'] },
  },
  'fires low where codes of gift cards are guessed, each another one': {
    lab: giftCards,
    options,
    fires: { severity: 'low', confidence: 'likely', at: ['POST /gift-cards/redeem'] },
    looked: TWO,
    also: () => {
      expect(giftCards.redeemed).toHaveLength(20);
      expect(new Set(giftCards.redeemed).size).toBe(20);
      expect(giftCards.redeemed.every((code) => /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(code))).toBe(true);
    },
  },
  'fires where a made-up address escapes the limit of gift cards': {
    lab: accountRules({ giftCards: 'by-named-address' }),
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /gift-cards/redeem'] },
    looked: TWO,
  },
  'silent where codes of gift cards are counted': silent({ giftCards: 'lockout' }, TWO),
  'silent where they are counted by connection': silent({ giftCards: 'by-connection' }, TWO),
  'asks once what takes any code': {
    lab: takingAny,
    options,
    fires: false,
    looked: '1 of 2 operations that compare a password or code',
    also: () => expect(takingAny.redeemed).toHaveLength(1),
  },
  'leaves gift cards alone whose codes nobody finds by trying': silent({ giftCards: 'long' }),
  'uses one account where none can be removed': {
    ...fires({ guard: 'none', olderLogin: 'unlimited', removal: 'none' }, LOGIN, /20 wrong/),
    lab: accountRules({ guard: 'none', removal: 'none' }),
  },
  'silent where the account is locked, and stops at once': {
    ...silent({}),
    lab: guarded,
    // Three logins of the scan's own users, two of this rule, five wrong and the one that says locked.
    also: () => expect(guarded.tries()).toBeLessThanOrEqual(12),
  },
  'silent where the account is locked without a word': silent({ guard: 'silent-lockout' }),
  'silent where the connection is counted, whatever the header says': silent({ guard: 'by-connection' }),
  'silent where each attempt makes the next one wait': silent({ guard: 'slower' }),
  'silent where attempts are counted down': silent({ guard: 'counts-down' }),
  'silent where the older login counts as well': silent({ olderLogin: 'guarded' }, TWO),
  'silent where a code ends after some attempts': silent({ code: 'limited' }, TWO),
  'silent where a wrong code is answered like one that has ended': silent(
    { code: 'ended' },
    '1 of 2 operations that compare a password or code',
  ),
  'leaves codes alone that nobody finds by trying': silent({ code: 'long' }),
  'tries nothing on an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'fires where codes of the own account and PINs of own things are tried without end, wherever they stand': {
    lab: countedAlone,
    options,
    fires: {
      confidence: 'likely',
      at: [
        'POST /me/phone/verify',
        'POST /parcels/{id}/hand-over',
        'GET /parcels/{id}/contents',
        'GET /parcels/{id}/label/{pin}',
        'POST /login',
      ],
    },
    looked: FIVE,
    also: () => expect(countedAlone.tried()).toHaveLength(80),
  },
  'silent where they end after some': {
    lab: ownedCodes({ guard: 'five' }),
    options,
    fires: { at: ['POST /login'] },
    looked: FIVE,
  },
  'silent where they are used up without a word': {
    lab: ownedCodes({ guard: 'used-up' }),
    options,
    fires: { at: ['POST /login'] },
    looked: '1 of 5 operations that compare a password or code',
  },
  'untested where no code was sent': {
    lab: ownedCodes({ guard: 'five', sends: 'refuses' }),
    options,
    fires: { at: ['POST /login'] },
    looked: '4 of 5 operations that compare a password or code',
  },
  'fires at a thing that its own functions bring where its PIN is asked for, and at one that the body names':
    {
      lab: parcels({ scans: true, guesses: true }),
      options,
      fires: { at: ['POST /parcels/{id}/collect', 'POST /pick-ups', 'POST /login'] },
      looked: THREE,
    },
  'silent where the tries of each PIN are counted': {
    lab: parcels({ scans: true }),
    options,
    fires: { at: ['POST /login'] },
    looked: THREE,
  },
  'untested where no PIN is asked for as things stand': {
    lab: parcels({ guesses: true }),
    options,
    fires: { at: ['POST /pick-ups', 'POST /login'] },
    looked: '2 of 3 operations that compare a password or code',
  },
  'untested in safe mode': { lab: open, fires: false, skipped: /--active/ },
});
