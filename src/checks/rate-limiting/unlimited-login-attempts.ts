import { givesSession } from '../../identities/session-of-answer.ts';
import { guessedSecrets, type PasswordCheck } from '../../places/guessed-secrets.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { type TrialAccount, trialToLock, withoutTrials } from '../trial-account.ts';
import { withHeaders } from '../with-headers.ts';
import { judgeCode, judgeThing } from './code-attempts.ts';
import { limited } from './limit-signs.ts';
import { judgeOwned } from './owned-code-attempts.ts';
import { passingAddress } from './passing-address.ts';
import { wayAround } from './way-around.ts';
import { attemptsOf, wrongAttempts } from './wrong-attempts.ts';

export const unlimitedLoginAttempts = defineRule({
  id: 'unlimited-login-attempts',
  title: 'No limit on login or code attempts (brute force)',
  aliases: [
    'brute force',
    'credential stuffing',
    'account lockout',
    'password guessing',
    'rate limit',
    'OTP brute force',
  ],
  severity: 'medium',
  cwe: [307, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can try common and leaked passwords (brute force, credential stuffing) or all possible codes. Coupon and gift card codes do not even need an account.',
  remediation:
    'Count failed attempts per account and per IP address, delay or reject further ones, and invalidate a code after five failed attempts.',
  needs: ['active'],
  disruptive: true,
  inapplicable: withoutTrials,
  places: guessedSecrets,
  oneByOne: true,
  async judge(place, context) {
    if (place.kind === 'owned') return judgeOwned(place, context);
    const trial = await trialToLock(context);
    if (!trial) return untested('the scan could not register and log in another account');
    if (place.kind === 'password') return judgePassword(place, trial, context);
    return place.kind === 'code' ? judgeCode(place, trial, context) : judgeThing(place, trial, context);
  },
});

const WRONG = 'Mb-7f3a91-wrong';

async function judgePassword(
  { login, operation }: PasswordCheck,
  { account, password }: TrialAccount,
  context: ProbeContext,
): Promise<Verdict> {
  const { anonymous, journal } = context;
  const most = attemptsOf(context);
  const name = login.nameIn(account);
  const ask = async (tried: string, by?: string) => {
    const facts = { kind: 'ask', what: `a login of the account ${account.user}` } as const;
    const request = { ...login.requestFor(name, tried), evenRefused: true } as const;
    const sent = by === undefined ? request : withHeaders(request, [['X-Forwarded-For', by]]);
    return (await journal.write(anonymous, facts, sent)).answer;
  };
  const before = await ask(password());
  if (before instanceof Error) throw before;
  if (limited(before)) return untested('the login was limited before anything was tried');
  if (!givesSession(before)) return untested('the correct password of an account returns no session');
  let count = 0;
  const attempt = async (by?: string) => {
    count += 1;
    const tried = `${WRONG}-${count}`;
    return { answer: await ask(tried, by), said: [name, tried] };
  };
  const attempts = await wrongAttempts(() => attempt(), most);
  if (!attempts) return untested('wrong attempts got no response, or took too long');
  if (givesSession(attempts.first)) return untested('the login takes any password');
  if (attempts.stopped) {
    const logIn = async () => {
      const answer = await ask(password(), passingAddress());
      return !(answer instanceof Error) && givesSession(answer) ? answer : undefined;
    };
    const escaped = await wayAround(attempts, attempt, most, { what: 'password', succeed: logIn });
    return escaped ? { ...escaped, operation } : 'clean';
  }
  const after = await ask(password());
  // Locked without a word: the right password is refused as well.
  if (after instanceof Error || !givesSession(after)) return 'clean';
  return {
    operation,
    confidence: 'confirmed',
    evidenceSummary: `${most} wrong passwords for one test account all returned ${attempts.first.response.status}, and the correct one still logged in afterwards.`,
    proof: [
      { exchange: attempts.last, note: `the last of ${most} wrong passwords` },
      { exchange: after, note: 'the correct password, after all of them: no lockout' },
    ],
    control: { exchange: attempts.first, note: 'the first wrong password returned the same response' },
    cause: operation.id,
  };
}
