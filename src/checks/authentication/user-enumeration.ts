import { looksLikeError, looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import { succeeded } from '../../http/exchange.ts';
import { loginOperation } from '../../identities/account-operations.ts';
import type { Identity } from '../../identities/identity.ts';
import { jwtOf } from '../../material/jwt-credential.ts';
import { logins } from '../../places/logins.ts';
import { ownUser } from '../../places/own-body-slots.ts';
import { defineRule, untested } from '../rule.ts';
import { withoutName } from './without-name.ts';

const WRONG = 'Mb-7f3a91-wrong';

export const userEnumeration = defineRule({
  id: 'user-enumeration',
  title: 'User enumeration at login',
  aliases: [
    'username enumeration',
    'account enumeration',
    'observable response discrepancy',
    'login error message',
  ],
  severity: 'medium',
  cwe: [204, 203],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can find valid user names for password guessing. The response to a wrong password differs between existing and unknown users.',
  remediation: 'Return the same status and the same message in both cases, after the same amount of work.',
  // Sends POST, and spends one failed attempt of one account: the asker's own. A name that the service shows to everyone
  // is somebody else's, whom a failed attempt may lock out.
  needs: ['active'],
  inapplicable: (surface) =>
    loginOperation(surface) ? undefined : 'no login with a user name and a password is known',
  places: logins,
  async judge(login, { surface, http, anonymous, journal }) {
    // An account of the scan's own first: nobody misses it if it is locked.
    const account = http.identity.account ?? ownUser(surface);
    const user = account ? login.nameIn(account) : userNameOf(http.identity);
    if (user === undefined) return untested('no test account with a known login name');
    const domain = user.includes('@') ? user.slice(user.indexOf('@')) : '';
    const ask = async (name: string) => {
      const facts = { kind: 'ask', what: 'a login with a wrong password' } as const;
      const { answer } = await journal.write(anonymous, facts, login.requestFor(name, WRONG));
      if (answer instanceof Error) throw answer;
      return withoutName(answer, name);
    };
    const [one, other] = [await ask(`mbnobody7f3a${domain}`), await ask(`mbnobody91c0${domain}`)];
    const real = await ask(user);
    for (const exchange of [one, other, real]) {
      if (exchange.response.status === 429 || exchange.response.status >= 500)
        return untested('the login does not accept three attempts in a row');
      if (succeeded(exchange) && !looksLikeError(exchange) && !looksLikeRefusal(exchange))
        return untested('the login accepts an unknown user');
    }
    // Two made-up users have to be answered alike, or the answers differ for reasons of their own.
    if (!sameAnswer(one, other) || sameAnswer(one, real)) return 'clean';
    return {
      operation: login.operation,
      confidence: 'confirmed',
      evidenceSummary: `An existing user returned ${real.response.status}, two unknown users ${one.response.status}, with a different text.`,
      proof: [
        { exchange: real, note: 'an existing user, with a wrong password' },
        { exchange: one, note: 'an unknown user, with the same password' },
      ],
      control: { exchange: other, note: 'another unknown user gets the same response as the first' },
    };
  },
});

/** The name that an identity logs in by, where its credential shows it. */
function userNameOf(identity: Identity): string | undefined {
  const basic = identity.credentials.find((credential) => credential.kind === 'basic');
  if (basic?.kind === 'basic') return basic.user;
  const claims = jwtOf(identity)?.jwt.payload;
  const said = [claims?.username, claims?.preferred_username, claims?.email, claims?.sub];
  return said.find(
    (name): name is string =>
      typeof name === 'string' && /^[\w.+-]{2,}(?:@[\w.-]+)?$/.test(name) && !/^\d+$/.test(name),
  );
}
