import { accepts, looksLikeError, looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type Exchange, textStart } from '../../http/exchange.ts';
import type { TransportFailure } from '../../http/transport-failure.ts';
import { type CodeCheck, guessOf } from '../../places/guessed-secrets.ts';
import { resetRequests } from '../../places/password-resets.ts';
import type { ThingCheck } from '../../places/thing-codes.ts';
import { CONFLICT } from '../brought-to.ts';
import { type Detection, type ProbeContext, type Untested, untested, type Verdict } from '../rule.ts';
import type { TrialAccount } from '../trial-account.ts';
import { withHeaders } from '../with-headers.ts';
import { wayAround } from './way-around.ts';
import { attemptsOf, type WrongAttempts, wrongAttempts } from './wrong-attempts.ts';

/** A mail that goes out when somebody registers holds the code, too. */
const SENT_AT_REGISTRATION = /verif|confirm|activat/i;

/** "Wrong or expired code". */
const ENDED = /expired|no longer valid/i;
const READ = 2_000;

/** Codes that were sent to an account of the scan's own. */
export async function judgeCode(
  check: CodeCheck,
  { account }: TrialAccount,
  context: ProbeContext,
): Promise<Verdict> {
  const { anonymous, journal } = context;
  const facts = { kind: 'ask', what: `a code of the account ${account.user}` } as const;
  const [reset] = await resetRequests.find(context);
  if (!reset && !SENT_AT_REGISTRATION.test(check.operation.path))
    return untested('no operation that sends such a code is known');
  if (reset) {
    const { answer: sent } = await journal.write(anonymous, facts, reset.requestFor(account));
    if (sent instanceof Error) throw sent;
    if (sent.response.status >= 300 || looksLikeError(sent)) return untested('no code could be asked for');
  }
  const guess = () => guessOf(check.digits);
  const ask = async (code: string | undefined, more: Headers = []) => {
    const request = { ...check.requestFor(account, code), evenRefused: true } as const;
    return (await journal.write(anonymous, facts, withHeaders(request, more))).answer;
  };
  const tried = await tryCodes({ guess, ask }, context);
  if ('untested' in tried) return tried;
  const { operation, digits, isSaid } = check;
  if ('verdict' in tried) return tried.verdict === 'clean' ? 'clean' : { ...tried.verdict, operation };
  const { without, attempts } = tried;
  const { first, last } = attempts;
  if (ENDED.test(textStart(first.response, READ)))
    return untested(
      'an expired code returns the same response as a wrong one, so it is not visible whether attempts are limited',
    );
  const count = (10 ** digits).toLocaleString('en');
  const length = isSaid
    ? ''
    : ' The length of a code is not known; it is sent together with the account name.';
  return {
    operation,
    confidence: isSaid ? 'likely' : 'tentative',
    ...(isSaid
      ? {
          severity: 'high' as const,
          severityReason: `There are ${count} possible codes: a script can find one while it is valid.`,
        }
      : {}),
    evidenceSummary: `${attemptsOf(context)} wrong codes of ${digits} digits for one account all returned ${first.response.status}; none was rate-limited.${length}`,
    proof: [{ exchange: last, note: `the last of ${attemptsOf(context)} wrong codes` }],
    control: { exchange: without, note: 'without a code the response is different: codes are checked' },
    cause: operation.id,
  };
}

/** Codes that nobody has, asked for by an account of the scan's own. */
export async function judgeThing(
  { operation, guess, requestFor }: ThingCheck,
  trial: TrialAccount,
  context: ProbeContext,
): Promise<Verdict> {
  const { http, journal } = context;
  const session = await trial.signIn();
  if (!session) return untested('the test account could not log in');
  const user = http.as(session.identity);
  const facts = { kind: 'ask', what: 'an invalid code' } as const;
  const ask = async (code: string | undefined, more: Headers = []) => {
    const request: RequestSpec = { ...requestFor(code, trial.account.user), evenRefused: true };
    return (await journal.write(user, facts, withHeaders(request, more))).answer;
  };
  const tried = await tryCodes({ guess, ask }, context);
  if ('untested' in tried) return tried;
  if ('verdict' in tried) return tried.verdict === 'clean' ? 'clean' : { ...tried.verdict, operation };
  const { without, attempts } = tried;
  const { first, last } = attempts;
  return {
    operation,
    confidence: 'likely',
    severity: 'low',
    severityReason: 'The number of possible codes, and their value, is not known.',
    evidenceSummary: `${attemptsOf(context)} invalid codes all returned ${first.response.status} for one account; none was rate-limited.`,
    proof: [{ exchange: last, note: `the last of ${attemptsOf(context)} wrong codes` }],
    control: { exchange: without, note: 'without a code the response is different: codes are checked' },
    cause: operation.id,
  };
}

/** Nothing is compared with the code before the thing is in another state, unless a conflict is about the code. */
const ABOUT_CODE = /wrong|incorrect|invalid|mismatch|(?:not|n't) match|bad (?:code|pin)/i;

/** The thing is in another state: in the right one it may be asked for. */
export const NOT_ASKED_FOR: Untested = untested('no code is required at present');

export type Headers = readonly (readonly [string, string])[];

interface Asking {
  readonly guess: () => string;
  readonly ask: (code: string | undefined, more?: Headers) => Promise<Exchange | TransportFailure>;
}

interface Unlimited {
  readonly attempts: WrongAttempts;
  readonly without: Exchange;
}

interface Judged {
  readonly verdict: Detection | 'clean';
}

/** What can be said of all codes alike; the attempts themselves where none of them was refused for its number. */
export async function tryCodes(
  { guess, ask }: Asking,
  context: Pick<ProbeContext, 'surface'>,
): Promise<Untested | Judged | Unlimited> {
  const { surface } = context;
  const most = attemptsOf(context);
  const without = await ask(undefined);
  if (without instanceof Error) throw without;
  const attempt = async (by?: string) => {
    const code = guess();
    return { answer: await ask(code, by === undefined ? [] : [['X-Forwarded-For', by]]), said: [code] };
  };
  let [isTaken, isAskedFor] = [false, true];
  const attempts = await wrongAttempts(() => attempt(), most, {
    // What takes any code is asked once: each may make something.
    between: async (_count, answer) => {
      isTaken = accepts(answer, surface);
      isAskedFor = !(
        answer.response.status === CONFLICT && !ABOUT_CODE.test(textStart(answer.response, READ))
      );
      return !isTaken && isAskedFor;
    },
  });
  if (isTaken) return untested('an invalid code is taken');
  if (!isAskedFor) return NOT_ASKED_FOR;
  if (!attempts) return untested('wrong attempts got no response, or took too long');
  const { first, stopped } = attempts;
  const isWrong = (looksLikeError(first) || looksLikeRefusal(first)) && first.response.status < 500;
  // "No such coupon" may be said as of any unknown path: what is missing is told otherwise where there is something.
  if (!isWrong || (surface.absent.matches(first) && surface.absent.matches(without)))
    return untested('a wrong code is not rejected as one');
  if (sameAnswer(first, without)) return untested('a wrong code returns the same response as no code');
  if (!stopped) return { attempts, without };
  return { verdict: (await wayAround(attempts, attempt, most, { what: 'code' })) ?? 'clean' };
}
