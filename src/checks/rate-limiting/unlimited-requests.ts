import { looksLikeError, looksLikeRefusal } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type Exchange, textStart } from '../../http/exchange.ts';
import { loginOperation } from '../../identities/account-operations.ts';
import { ownUser } from '../../places/own-body-slots.ts';
import type { Severity } from '../../result.ts';
import type { Detection, ProbeContext, Untested } from '../rule.ts';
import { defineRule, untested } from '../rule.ts';
import { limited, remaining } from './limit-signs.ts';
import type { BurstOutcome } from './reached-limit.ts';
import { BURST, burst } from './reached-limit.ts';

export const unlimitedRequests = defineRule({
  id: 'unlimited-requests',
  title: 'No rate limiting',
  aliases: ['rate limit', 'throttling', 'brute force', 'DoS', 'denial of service'],
  severity: 'low',
  cwe: [770, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Many ordinary requests cause little load; a login or an expensive operation is medium.',
  description:
    'One client can enumerate IDs, try credentials or use up the resources of others as fast as the network allows. No rate limit was seen.',
  remediation:
    'Limit requests per client at the gateway or in the framework, return 429 with Retry-After, and announce the limit with RateLimit headers.',
  disruptive: true,
  places: burst,
  async judge(place, context) {
    const guesses = await judgeLogin(context);
    const requests = place.outcome ? judgeBurst(place.outcome) : untested('no GET operation responds');
    if (guesses === undefined) return requests;
    const seen = [guesses, requests].filter(isDetection);
    if (seen.length > 0 || !place.outcome) return seen;
    return requests;
  },
});

function isDetection(verdict: 'clean' | Detection | Untested): verdict is Detection {
  return typeof verdict === 'object' && !('untested' in verdict);
}

/**
 * A login is where guessing pays; it takes POST, which safe mode does not send. Undefined where there is none to try, or
 * an account of the scan's own tells more: `unlimited-login-attempts` asks there.
 */
async function judgeLogin(context: ProbeContext): Promise<'clean' | Detection | undefined> {
  const { surface } = context;
  const isAskedHere = surface.mode === 'active' && !ownUser(surface);
  const login = isAskedHere ? loginOperation(surface) : undefined;
  const attempts = login && (await guess(context, login.requestFor(NOBODY, WRONG)));
  if (!login || !attempts) return undefined;
  if (!attempts.unlimited) return 'clean';
  return {
    operation: login.operation,
    confidence: 'likely',
    severity: 'medium',
    evidenceSummary: `${ATTEMPTS} wrong passwords for one unknown user all returned ${attempts.first.response.status}; none was rate-limited.`,
    proof: [{ exchange: attempts.last, note: `one of the last of ${ATTEMPTS} attempts` }],
    control: { exchange: attempts.first, note: 'the first attempt returned the same response' },
  };
}

function judgeBurst(outcome: BurstOutcome): 'clean' | Detection | Untested {
  const { sent, ordinary, refusal, announced, works } = outcome;
  if (refusal || announced) return 'clean';
  if (!works) return untested('no operation that does work for a client responds');
  const alike = sent.filter(({ response }) => response.status === ordinary.response.status);
  const last = alike.at(-1);
  // Dropped connections and errors are limits of another kind, and say nothing of this one.
  if (!last || alike.length < BURST * 0.95)
    return untested('the service failed under the burst instead of rejecting requests');
  return {
    confidence: 'likely',
    ...weigh(outcome),
    evidenceSummary: `${BURST} requests over 20 concurrent connections were all accepted${looksLikeRefusal(ordinary) ? `, with ${ordinary.response.status}` : ''}; none was rate-limited and none announced a limit.`,
    proof: [{ exchange: last, note: `one of the last of ${BURST}: neither 429 nor a RateLimit header` }],
    control: { exchange: ordinary, note: 'the same request before the burst returned the same response' },
  };
}

/** An answer that takes so long keeps the service busy: few of them at once are enough. */
const COSTLY_MS = 1_000;

/** What takes more than a look-up, by its name or by what it asks for. */
const COSTLY_NAME = /search|export|report|download|statement|render|convert|generate|\.(?:csv|pdf|zip|xlsx)/i;
const SEARCH = /^(?:q|query|search|term|keyword|s)$/i;

function weigh({ ordinary, operation: { operation } }: BurstOutcome): {
  readonly severity?: Severity;
  readonly severityReason?: string;
} {
  if (looksLikeRefusal(ordinary))
    return {
      severity: 'info',
      severityReason: 'Only rejected requests were sent: they cost the service almost nothing.',
    };
  if (ordinary.response.totalMs >= COSTLY_MS) return { severity: 'medium' };
  const works =
    COSTLY_NAME.test(operation.path) || operation.parameters.some(({ name }) => SEARCH.test(name));
  return works
    ? {}
    : {
        severity: 'info',
        severityReason:
          'A fast ordinary read: gateways often limit these in ways that an external scan does not see.',
      };
}

/** Beyond what anybody mistypes, and far below what guessing takes. */
const ATTEMPTS = 30;
/** Nobody is called so: no account is locked by it. */
const NOBODY = 'mbnobody7f3a@example.com';
const WRONG = 'Mb-7f3a91-wrong';

/** Until the service asks for less, or announces that it will. */
async function guess({ anonymous, journal }: ProbeContext, request: RequestSpec) {
  const facts = { kind: 'ask', what: 'a login with a wrong password' } as const;
  const sent: Exchange[] = [];
  let refused = false;
  while (sent.length < ATTEMPTS && !refused) {
    const { answer } = await journal.write(anonymous, facts, { ...request, evenRefused: true });
    if (answer instanceof Error) return undefined;
    sent.push(answer);
    refused = limited(answer) || remaining(answer) !== undefined;
  }
  const [first] = sent;
  const last = sent.at(-1);
  if (!first || !last || first.response.status >= 500) return undefined;
  const alike = sent.every(({ response }) => response.status === first.response.status);
  // A login that lets a made-up user in is no login; one that is not there, or finds fault with the form, has looked at
  // no password.
  const isJudged =
    ![400, 404, 405, 410, 415, 422, 501].includes(first.response.status) ||
    SAYS_WRONG.test(textStart(first.response, READ));
  const wrong = isJudged && (looksLikeRefusal(first) || looksLikeError(first));
  return { first, last, unlimited: wrong && alike && !refused && sent.length === ATTEMPTS };
}

/** What services say of a name and password that do not belong together. */
const SAYS_WRONG =
  /(?:invalid|incorrect|wrong|bad|unable to log ?in with|do(?:es)? not match|no such|unknown|not found)[\w' "]{0,40}(?:credentials?|passwords?|passphrase|login|user|account|e-?mail)|(?:credentials?|passwords?|login|user|account|e-?mail)[\w' "]{0,40}(?:invalid|incorrect|wrong|mismatch|not found|(?:do(?:es)? not|doesn't|don't) (?:match|exist))/i;
const READ = 2_000;
