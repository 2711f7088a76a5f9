import type { Exchange } from '../http/exchange.ts';
import type { Jwt } from '../material/jwt.ts';
import { withBrokenSignature } from '../material/jwt.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { accepts, sameKind } from './answers.ts';
import type { Guarded } from './protection.ts';
import { guardedOperations } from './protection.ts';
import type { Detection, ProbeContext, Untested } from './rule.ts';

/** An operation that tells good tokens from bad ones, and the means to show it others. */
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

/** Finds an operation that serves the identity's JWT and refuses nobody's; or says why there is none. */
export async function tokenTrial(context: ProbeContext): Promise<TokenTrial | Untested> {
  const credential = jwtOf(context.http.identity);
  if (!credential) return { untested: 'the credential is no JWT' };
  const [guarded] = await guardedOperations(context, 1);
  if (!guarded) return { untested: 'no operation refuses anonymous and serves the identity' };
  // Shared by all rules: the same forged token is asked for once.
  const send = async (token: string) => {
    const answer = await context.http.as(credential.with(token)).attemptOnce(guarded.request);
    return answer instanceof Error ? undefined : answer;
  };
  const accepted = (exchange: Exchange) =>
    accepts(exchange, context.surface) && sameKind(exchange, guarded.granted);
  const broken = await send(withBrokenSignature(credential.jwt));
  if (!broken) return { untested: 'the service hangs up on a token whose signature is wrong' };
  return { guarded, jwt: credential.jwt, broken, brokenAccepted: accepted(broken), send, accepted };
}

/** A token that has to be refused, and what was done to it. */
export interface ForgedToken {
  readonly token: string;
  /** Completes "a token … was accepted". */
  readonly what: string;
}

/**
 * Shows forged tokens until one is accepted. The control is the own token with a broken signature: were that
 * accepted too, nothing could be said of the forgery, and another rule says what is wrong.
 */
export async function* showForged(
  context: ProbeContext,
  forge: (trial: TokenTrial) => Iterable<ForgedToken> | Promise<Iterable<ForgedToken> | Untested> | Untested,
): AsyncGenerator<Detection, Untested | undefined> {
  const trial = await tokenTrial(context);
  if ('untested' in trial) return trial;
  if (trial.brokenAccepted)
    return { untested: 'tokens with broken signatures are accepted: see jwt-signature-unchecked' };
  const tokens = await forge(trial);
  if ('untested' in tokens) return tokens;
  let isAnswered = false;
  for (const { token, what } of tokens) {
    const exchange = await trial.send(token);
    isAnswered ||= exchange !== undefined;
    if (!exchange || !trial.accepted(exchange)) continue;
    yield {
      operation: trial.guarded.operation,
      confidence: 'confirmed',
      saw: `A token ${what} was accepted with status ${exchange.response.status}.`,
      proof: [{ exchange, note: `answered although the token is forged: ${what}` }],
      control: {
        exchange: trial.broken,
        note: 'the own token with one character of its signature changed is refused',
      },
    };
    return undefined;
  }
  return isAnswered
    ? undefined
    : { untested: 'the service hangs up on such tokens instead of refusing them' };
}
