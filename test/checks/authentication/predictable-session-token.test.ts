import { expect } from 'vitest';
import { accountRules } from '../../../lab/authentication/account-rules.ts';
import type { TokenMaker } from '../../../lab/authentication/token-makers.ts';
import { twoTokens } from '../../../lab/authentication/two-tokens.ts';
import { predictableSessionToken } from '../../../src/checks/authentication/predictable-session-token.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const fires = { severity: 'high', confidence: 'confirmed' } as const;
const guessed = (tokens: TokenMaker, says: RegExp, session: 'token' | 'cookie' = 'token') => ({
  lab: accountRules({ tokens, session }),
  options,
  fires,
  also: ([finding]: readonly { readonly locations: readonly { readonly evidenceSummary?: string }[] }[]) =>
    expect(finding?.locations[0]?.evidenceSummary).toMatch(says),
});
const silent = (tokens?: TokenMaker) => ({
  lab: accountRules(tokens ? { tokens } : {}),
  options,
  fires: false,
  looked: '1 of 1 services',
});
const given = (...tokens: readonly [string, string]) => {
  const { lab, identities } = twoTokens(...tokens);
  return { lab, options: { identities } };
};

testRule(predictableSessionToken, {
  'fires where tokens are counted, and leaves no account': guessed(
    'counted',
    /differ in (?:one|2) characters? only/,
  ),
  'fires where a cookie is counted': guessed('counted', /each is at most \d+ above/, 'cookie'),
  'fires on a count behind the name, in base64': guessed('counted-encoded', /base64-decoded/),
  'fires on the time of the login': guessed('dated', /differ in/),
  'fires on a time and a count around what stands still': guessed('object-id', /differ in/),
  'fires on a hash of the name': guessed('hash-of-name', /the MD5 of the email address/),
  'fires on a hash of the name and the time': guessed(
    'hash-of-time',
    /the SHA-1 of the email address and the second/,
  ),
  'silent on random tokens': silent(),
  'silent on a count that is signed': silent('counted-signed'),
  'silent on a time before random bytes': silent('dated-random'),
  'silent on random numbers of ten digits': silent('ten-digits'),
  'silent on a JWT': { ...silent(), lab: accountRules({ session: 'jwt-days' }) },
  'untested in safe mode, without two users': {
    lab: accountRules(),
    fires: false,
    skipped: /active mode, or two users/,
  },
  'fires in safe mode on two tokens that lie beside each other': {
    ...given('bk000000006a41f3', 'bk000000006a41f9'),
    fires: { severity: 'high', confidence: 'likely' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('at most 6 above'),
  },
  'silent in safe mode on two tokens that are far apart': {
    ...given('9f3ce1a07b4410d2', '10c47aee90b3552f'),
    fires: false,
    looked: '1 of 1 services',
  },
  'silent in safe mode on names that differ in a digit': {
    ...given('demo-key-1', 'demo-key-2'),
    fires: false,
    looked: '1 of 1 services',
  },
});
