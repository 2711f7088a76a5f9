import { looksLikeError, looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { type CodeCheck, guessedSecrets, guessOf, type PasswordCheck } from '../../places/guessed-secrets.ts';
import { resetRequests } from '../../places/password-resets.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { type TrialAccount, trialToLock, withoutTrials } from '../trial-account.ts';
import { withHeaders } from '../with-headers.ts';
import { limited } from './limit-signs.ts';
import { passingAddress } from './passing-address.ts';
import { ATTEMPTS, type WrongAttempts, wrongAttempts } from './wrong-attempts.ts';

export const unlimitedLoginAttempts = defineRule({
  id: 'unlimited-login-attempts',
  title: 'Passwords or codes of an account can be tried without limit',
  severity: 'medium',
  cwe: [307, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Whoever knows the name of an account tries common and leaked passwords, or all codes of some digits, until one fits.',
  fix: 'Count wrong attempts for each account and each address of the connection, make further ones wait or refuse them, and let a code end after five wrong ones.',
  needs: ['active'],
  disruptive: true,
  inapplicable: withoutTrials,
  places: guessedSecrets,
  oneByOne: true,
  async judge(place, context) {
    const trial = await trialToLock(context);
    if (!trial) return untested('no further account could be registered and logged in');
    return place.kind === 'password'
      ? judgePassword(place, trial, context)
      : judgeCode(place, trial, context);
  },
});

const WRONG = 'Mb-7f3a91-wrong';

async function judgePassword(
  { login, operation }: PasswordCheck,
  { account, password }: TrialAccount,
  { anonymous, journal }: ProbeContext,
): Promise<Verdict> {
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
  if (!givesSession(before)) return untested('the right password of an account gives no session here');
  let count = 0;
  const attempt = async (by?: string) => {
    count += 1;
    const tried = `${WRONG}-${count}`;
    return { answer: await ask(tried, by), said: [name, tried] };
  };
  const attempts = await wrongAttempts(() => attempt());
  if (!attempts) return untested('wrong attempts got no answer, or took too long');
  if (givesSession(attempts.first)) return untested('the login takes any password');
  if (attempts.stopped) {
    const escaped = await wayAround(attempts, attempt, () => ask(password(), passingAddress()));
    return escaped ? { ...escaped, operation } : 'clean';
  }
  const after = await ask(password());
  // Locked without a word: the right password is refused as well.
  if (after instanceof Error || !givesSession(after)) return 'clean';
  return {
    operation,
    confidence: 'confirmed',
    saw: `${ATTEMPTS} wrong passwords for one account were all answered ${attempts.first.response.status}, and the right one still logged in afterwards; the account was made by the scan.`,
    proof: [
      { exchange: attempts.last, note: `the last of ${ATTEMPTS} wrong passwords` },
      { exchange: after, note: 'the right password, after all of them: no lock' },
    ],
    control: { exchange: attempts.first, note: 'the first wrong password was answered just so' },
    cause: operation.id,
  };
}

/** The limit counts by an address that the client writes itself. */
async function wayAround(
  { stopped, plain }: WrongAttempts,
  attempt: (by?: string) => ReturnType<Parameters<typeof wrongAttempts>[0]>,
  logIn: () => Promise<Exchange | Error>,
): Promise<Extract<Verdict, { confidence: 'confirmed' }> | undefined> {
  if (!stopped || stopped.by === 'announced' || stopped.by === 'delay' || sameAnswer(stopped.exchange, plain))
    return undefined;
  const { status } = stopped.exchange.response;
  let control: Exchange | undefined;
  const attempts = await wrongAttempts(() => attempt(passingAddress()), {
    like: plain,
    // The window may have opened meanwhile: the attempt without the header has to be refused all along.
    between: async (count) => {
      if (count % (ATTEMPTS / 2) !== 0) return true;
      const { answer } = await attempt();
      if (answer instanceof Error || answer.response.status !== status) return false;
      control = answer;
      return true;
    },
  });
  if (!attempts || attempts.stopped || !control) return undefined;
  const after = await logIn();
  if (after instanceof Error || !givesSession(after)) return undefined;
  return {
    confidence: 'confirmed',
    saw: `After the login answered ${status} to further wrong passwords, ${ATTEMPTS} more were looked at, each with another X-Forwarded-For, and so was the right one.`,
    proof: [
      {
        exchange: attempts.last,
        note: 'a wrong password from a made-up address, after the limit was reached',
      },
      { exchange: after, note: 'the right password from one more such address' },
    ],
    control: { exchange: control, note: 'without the header the attempt is refused, in between and after' },
    cause: 'escape',
  };
}

async function judgeCode(
  check: CodeCheck,
  { account }: TrialAccount,
  context: ProbeContext,
): Promise<Verdict> {
  const { anonymous, journal, surface } = context;
  const facts = { kind: 'ask', what: `a code of the account ${account.user}` } as const;
  const [reset] = await resetRequests.find(context);
  if (!reset) return untested('nothing that sends such a code is known');
  const { answer: sent } = await journal.write(anonymous, facts, reset.requestFor(account));
  if (sent instanceof Error) throw sent;
  if (sent.response.status >= 300 || looksLikeError(sent)) return untested('no code could be asked for');
  const ask = async (code: string | undefined) => {
    const request = { ...check.requestFor(account, code), evenRefused: true } as const;
    return (await journal.write(anonymous, facts, request)).answer;
  };
  const without = await ask(undefined);
  if (without instanceof Error) throw without;
  const attempts = await wrongAttempts(async () => {
    const code = guessOf(check.digits);
    return { answer: await ask(code), said: [code] };
  });
  if (!attempts) return untested('wrong attempts got no answer, or took too long');
  if (attempts.stopped) return 'clean';
  const { first, last } = attempts;
  const isWrong = (looksLikeError(first) || looksLikeRefusal(first)) && first.response.status < 500;
  if (!isWrong || surface.absent.matches(first)) return untested('a wrong code is not answered as one');
  if (sameAnswer(first, without)) return untested('a wrong code is answered like none at all');
  const count = (10 ** check.digits).toLocaleString('en');
  return {
    operation: check.operation,
    confidence: 'likely',
    severity: 'high',
    severityReason: `There are ${count} such codes: at the pace of a script one is found while it is valid.`,
    saw: `${ATTEMPTS} wrong codes of ${check.digits} digits for one account were all answered ${first.response.status}; none was refused for its number.`,
    proof: [{ exchange: last, note: `the last of ${ATTEMPTS} wrong codes` }],
    control: { exchange: without, note: 'without a code the answer is another one: codes are looked at' },
    cause: check.operation.id,
  };
}
