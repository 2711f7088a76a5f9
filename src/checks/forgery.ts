import { accepts, sameKind } from '../answers/answers.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { isAnonymous } from '../identities/identity.ts';
import type { Jwt } from '../material/jwt.ts';
import { decodeJwt, encodeJwt, withBrokenSignature } from '../material/jwt.ts';
import type { JwtCredential } from '../material/jwt-credential.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { raisedClaims } from '../material/raised-claims.ts';
import { guardedOperations } from '../places/guarded-operations.ts';
import type { OperationPlace } from '../places/operations.ts';
import type { Guarded } from './protection.ts';
import { whereGuarded } from './protection.ts';
import type { PlaceRule, ProbeContext, Untested, Verdict } from './rule.ts';
import { confirmed, untested } from './rule.ts';
import { type Opened, openedTo, withOpened } from './second-look.ts';

/** An operation that serves the identity's JWT and refuses nobody's, and the means to show it other tokens. */
export interface TokenTrial {
  readonly guarded: Guarded;
  readonly jwt: Jwt;
  /** The own token with a broken signature. */
  readonly broken: Exchange;
  readonly brokenAccepted: boolean;
  /** Undefined: the service hangs up on this token. */
  send(token: string): Promise<Exchange | undefined>;
  accepted(exchange: Exchange): boolean;
}

/** Where a rule about tokens looks, and how. */
export type TokenRule = Pick<PlaceRule<OperationPlace>, 'inapplicable' | 'places' | 'alike' | 'judge'>;

/** Tokens are verified by one library in front of all operations, or of a few groups of them. */
export const ALIKE_FOR_TOKENS = 3;

/** Why the identity's token is none for the rule, or undefined. */
export type Unfit = (jwt: Jwt, surface: Surface) => string | undefined;

/** Judges by what guarded operations make of tokens. */
export function onTrial(
  judge: (trial: TokenTrial, context: ProbeContext) => Verdict | Promise<Verdict>,
  unfit: Unfit = () => undefined,
): TokenRule {
  return {
    inapplicable: (surface) => {
      const jwt = ownJwt(surface);
      return jwt ? unfit(jwt, surface) : 'the credential is not a JWT';
    },
    places: guardedOperations,
    judge: whereGuarded(async (guarded, context) => {
      const credential = jwtOf(context.http.identity);
      const trial = credential && (await tokenTrial(guarded, credential, context));
      return trial ? judge(trial, context) : untested(HANGS_UP_ON_BROKEN);
    }),
  };
}

/** The token of the identity that rules speak as. */
function ownJwt({ identities }: Surface): Jwt | undefined {
  const speaker = identities.find((identity) => !isAnonymous(identity));
  return speaker && jwtOf(speaker)?.jwt;
}

const HANGS_UP_ON_BROKEN = 'the service closes the connection on a token with an invalid signature';

/** Undefined where the service hangs up on the control. */
export async function tokenTrial(
  guarded: Guarded,
  credential: JwtCredential,
  { http, surface }: ProbeContext,
): Promise<TokenTrial | undefined> {
  // Shared by all rules: the same forged token is asked for once.
  const send = async (token: string) => {
    const answer = await http.as(credential.with(token)).attemptOnce(guarded.request);
    return answer instanceof Error ? undefined : answer;
  };
  const accepted = (exchange: Exchange) => accepts(exchange, surface) && sameKind(exchange, guarded.granted);
  const broken = await send(withBrokenSignature(credential.jwt));
  return broken && { guarded, jwt: credential.jwt, broken, brokenAccepted: accepted(broken), send, accepted };
}

/** A token that has to be refused, and what was done to it. */
export interface ForgedToken {
  readonly token: string;
  /** Completes "a token … was accepted". */
  readonly what: string;
}

type Forge = (
  jwt: Jwt,
  context: ProbeContext,
) => Iterable<ForgedToken> | Promise<Iterable<ForgedToken> | Untested>;

/** Shows forged tokens until one is accepted. */
export function forged(forge: Forge, unfit?: Unfit): TokenRule {
  return {
    ...onTrial((trial, context) => showForged(trial, context, forge), unfit),
    alike: ALIKE_FOR_TOKENS,
  };
}

/**
 * The control is the own token with a broken signature: were that accepted too, nothing could be said of the forgery,
 * and another rule says what is wrong.
 */
export async function showForged(
  { jwt, broken, brokenAccepted, send, accepted }: TokenTrial,
  context: ProbeContext,
  forge: Forge,
): Promise<Verdict> {
  if (brokenAccepted)
    return untested('tokens with invalid signatures are accepted: see jwt-signature-unchecked');
  const tokens = await forge(jwt, context);
  if ('untested' in tokens) return tokens;
  let isAnswered = false;
  for (const { token, what } of tokens) {
    const exchange = await send(token);
    isAnswered ||= exchange !== undefined;
    if (!exchange || !accepted(exchange)) continue;
    const detection = confirmed(
      `A token ${what} was accepted with status ${exchange.response.status}.`,
      [exchange, `forged token accepted: ${what}`],
      [broken, 'the original token with one character of the signature changed is rejected'],
    );
    const again = async (claims: Jwt) => {
      const likewise = await forge(claims, context);
      return 'untested' in likewise ? undefined : [...likewise].find((one) => one.what === what)?.token;
    };
    return withOpened(detection, await openedByRaised(jwt, again, context));
  }
  return isAnswered
    ? 'clean'
    : untested('the service closes the connection on such tokens instead of rejecting them');
}

/** What opens to the user's token with a role that it does not have, forged in the same way. */
export async function openedByRaised(
  jwt: Jwt,
  forge: (jwt: Jwt) => Promise<string | undefined> | string,
  context: ProbeContext,
): Promise<Opened | undefined> {
  const credential = jwtOf(context.http.identity);
  for (const claims of credential ? raisedClaims(jwt.payload) : []) {
    // Its own signature does not fit these claims: a forgery that keeps it is refused.
    const raised = decodeJwt(encodeJwt(jwt.header, claims, { kind: 'keep', signature: jwt.signature }));
    const token = raised && (await forge(raised));
    if (!token) continue;
    const opened = await openedTo(credential?.with(token) ?? context.http.identity, context);
    if (opened) return opened;
  }
  return undefined;
}
