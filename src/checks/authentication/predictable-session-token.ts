import type { Surface } from '../../discovery/surface.ts';
import { headerValues } from '../../http/exchange.ts';
import { emailOf, type Identity } from '../../identities/identity.ts';
import { decodeJwt } from '../../material/jwt.ts';
import { secretPartOf } from '../../material/jwt-credential.ts';
import { type KnownFact, tokenOrigin } from '../../material/token-origins.ts';
import { type TokenSeries, tokenSeries } from '../../material/token-series.ts';
import { operationsToRead } from '../../places/operations.ts';
import { refusesAnonymous } from '../../places/refused-operations.ts';
import { service } from '../../places/service.ts';
import { showing } from '../disclosure.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { NO_GUARDED_READ, proveSession, type SessionProof } from '../session-proof.ts';
import { type Session, sharedTrial, type TrialAccount, withoutTrials } from '../trial-account.ts';

/** One after the other: three steps, each of which chance would make that small once in a million. */
const LOGINS = 4;

export const predictableSessionToken = defineRule({
  id: 'predictable-session-token',
  title: 'Predictable session tokens',
  aliases: ['insufficient entropy', 'guessable session ID', 'session prediction', 'weak randomness'],
  severity: 'high',
  cwe: [340, 330],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'A user must be logged in at that time, and the attacker must guess a token close to a known one.',
  description:
    'An attacker who logs in once can predict the tokens of other users and take over their sessions. Session tokens are sequential, based on time, or made of known account data.',
  remediation:
    'Generate tokens of at least 128 bits with the operating system’s random generator, and keep the session data on the server.',
  inapplicable: (surface) =>
    isTried(surface) || givenTokens(surface).length > 1
      ? undefined
      : ((surface.mode === 'active' ? withoutTrials(surface) : undefined) ??
        'needs active mode, or two users so that their tokens can be compared'),
  places: service,
  async judge(_service, context) {
    if (!isTried(context.surface)) return ofGiven(context);
    const verdict = await ofTrial(context);
    const isOpen = typeof verdict === 'object' && 'untested' in verdict;
    return isOpen && givenTokens(context.surface).length > 1 ? ofGiven(context) : verdict;
  },
});

const isTried = (surface: Surface) => surface.mode === 'active' && withoutTrials(surface) === undefined;

/** Logs an account of the scan's own in several times, and compares what it is given. */
async function ofTrial(context: ProbeContext): Promise<Verdict> {
  const trial = await sharedTrial(context);
  const sessions: Session[] = [];
  for (let nth = 0; trial && nth < LOGINS; nth += 1) {
    const session = await trial.signIn();
    if (session) sessions.push(session);
  }
  const last = sessions.at(-1);
  if (!trial || !last || sessions.length < LOGINS)
    return untested('the scan could not register and log in another account several times');
  const proof = await proveSession(context, trial, last);
  if (!proof) return untested(NO_GUARDED_READ);
  // Several that only open together are not known apart.
  const [credential, ...others] = proof.identity.credentials;
  if (!credential) return untested(NO_GUARDED_READ);
  if (others.length > 0)
    return untested('the login sets several cookies, and it is not known which one is the session');
  const tokens = sessions.flatMap(({ identity }) =>
    identity.credentials.filter((one) => isLike(one, credential)).map(secretPartOf),
  );
  if (tokens.length < LOGINS) return untested('not every login returned a token of this kind');
  // What is signed is not made up by counting; its own rules look at the key.
  if (tokens.some((token) => decodeJwt(token) !== undefined)) return 'clean';
  const series = tokenSeries(tokens);
  if (series) return counted(series, sessions, proof);
  const origin = tokenOrigin(tokens.at(-1) ?? '', factsOf(trial), whenOf(last));
  return origin ? derived(origin.words, sessions, proof) : 'clean';
}

function isLike(one: Identity['credentials'][number], other: Identity['credentials'][number]): boolean {
  const nameOf = (credential: typeof one) => ('name' in credential ? credential.name : '');
  return one.kind === other.kind && nameOf(one) === nameOf(other);
}

function counted(series: TokenSeries, sessions: readonly Session[], proof: SessionProof): Verdict {
  const [earlier, later] = sessions.slice(-2);
  if (!earlier || !later) return 'clean';
  return {
    confidence: 'confirmed',
    evidenceSummary: `The tokens of ${LOGINS} consecutive logins of a test account ${inWords(series)}`,
    proof: [
      { exchange: showing(earlier.answer, []), note: 'a login' },
      { exchange: showing(later.answer, []), note: 'the next login: a slightly higher token' },
      { exchange: proof.served, note: 'the token alone gives access' },
    ],
    control: { exchange: proof.refusal, note: 'without a token the same request is rejected' },
  };
}

function inWords({ differing, apart, isEncoded }: TokenSeries): string {
  const characters = differing === 1 ? 'one character' : `${differing} characters`;
  return `${isEncoded ? 'base64-decoded, ' : ''}differ in ${characters} only, and each is at most ${apart} above the previous one.`;
}

function derived(words: string, sessions: readonly Session[], proof: SessionProof): Verdict {
  const last = sessions.at(-1);
  if (!last) return 'clean';
  return {
    confidence: 'confirmed',
    evidenceSummary: `The session token of a test account is ${words}.`,
    proof: [
      { exchange: showing(last.answer, []), note: `the token is ${words}` },
      { exchange: proof.served, note: 'the token alone gives access' },
    ],
    control: { exchange: proof.refusal, note: 'without a token the same request is rejected' },
  };
}

/** What others can know, or find out, of an account. */
function factsOf({ account }: TrialAccount): KnownFact[] {
  return [
    { words: 'the email address', value: emailOf(account) },
    { words: 'the user name', value: account.user },
    ...Object.entries(account.ids).map(([name, value]) => ({ words: name, value })),
  ];
}

/** By the service's own clock, where it tells. */
function whenOf({ answer }: Session): number {
  const said = Date.parse(headerValues(answer.response.headers, 'date')[0] ?? '');
  return Number.isNaN(said) ? Date.now() : said;
}

function givenTokens({ identities }: Surface): string[] {
  const given = identities.filter(({ account, login }) => account === undefined && login === undefined);
  const tokens = given.flatMap(({ credentials }) =>
    credentials.length === 1 && credentials[0]?.kind !== 'basic' ? credentials.map(secretPartOf) : [],
  );
  return tokens.filter((token) => decodeJwt(token) === undefined);
}

/** Tokens that were given to two users before the scan, in an order that nobody knows. */
async function ofGiven(context: ProbeContext): Promise<Verdict> {
  const { surface, record, http, anonymous } = context;
  const tokens = givenTokens(surface).toSorted(
    (one, other) => one.length - other.length || (one < other ? -1 : 1),
  );
  const series = tokenSeries(tokens, 2);
  if (!series) return 'clean';
  const user = surface.identities.find(({ credentials }) =>
    credentials.some((one) => secretPartOf(one) === tokens[0]),
  );
  const opened = operationsToRead(surface).find(
    ({ operation }) =>
      user && refusesAnonymous(record, operation) && record.heard(operation, user)?.status === 'tested',
  );
  if (!user || !opened) return untested('these tokens alone give access to nothing');
  return {
    confidence: 'likely',
    evidenceSummary: `The session tokens of this scan’s users ${inWords(series)}`,
    proof: [
      { exchange: await http.as(user).once(opened.request), note: `the token of ${user.name} gives access` },
    ],
    control: {
      exchange: await anonymous.once(opened.request),
      note: 'without a token the same request is rejected',
    },
  };
}
