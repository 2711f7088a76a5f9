import { sameAnswer } from '../../answers/answers.ts';
import { type Exchange, text } from '../../http/exchange.ts';
import type { TransportFailure } from '../../http/transport-failure.ts';
import { USUAL_ATTEMPTS } from '../../scanning/attempts.ts';
import type { ProbeContext } from '../rule.ts';
import { limited, remaining } from './limit-signs.ts';

/** Each attempt takes so long at most, in a row: a login that is slower slows guessing down by itself. */
const LONGEST_MS_EACH = 2_250;
/** An announced rest above this does not stop anybody within the attempts of a scan. */
const NEAR = 100;
/** How much longer an answer takes where the service makes whoever guesses wait. */
const SLOWED = { times: 3, ms: 900 };

/** Wrong attempts one after another, until the service shows in whatever way that it counts them. */
export interface WrongAttempts {
  readonly sent: readonly Exchange[];
  readonly first: Exchange;
  /** How a wrong attempt is answered, without what the answer repeats of it. */
  readonly plain: Exchange;
  readonly last: Exchange;
  /** The answer that ended it; undefined where all were answered alike. */
  readonly stopped?: { readonly exchange: Exchange; readonly by: 'limit' | 'announced' | 'answer' | 'delay' };
}

/** One attempt, and the words in it that its answer may repeat. */
export interface Attempt {
  readonly answer: Exchange | TransportFailure;
  readonly said: readonly string[];
}

/** Wrong attempts at one account or thing: beyond what anybody mistypes, and far below what guessing takes. */
export function attemptsOf({ surface }: Pick<ProbeContext, 'surface'>): number {
  return surface.attempts ?? USUAL_ATTEMPTS;
}

/** Undefined where an attempt got no answer, or `between` says that it is over. `like`: how a wrong attempt was answered before. */
export async function wrongAttempts(
  attempt: () => Promise<Attempt>,
  most: number,
  {
    like,
    between,
  }: {
    readonly like?: Exchange;
    readonly between?: (count: number, answer: Exchange) => Promise<boolean>;
  } = {},
): Promise<WrongAttempts | undefined> {
  const sent: Exchange[] = [];
  const startedAt = performance.now();
  let plain = like;
  while (sent.length < most) {
    if (performance.now() - startedAt > LONGEST_MS_EACH * most) return undefined;
    const { answer, said } = await attempt();
    if (answer instanceof Error) return undefined;
    const told = without(answer, said);
    plain ??= told;
    sent.push(answer);
    const by = signOf(told, plain, sent);
    const [first = answer] = sent;
    if (by) return { sent, first, plain, last: answer, stopped: { exchange: answer, by } };
    if (between && !(await between(sent.length, answer))) return undefined;
  }
  const [first] = sent;
  const last = sent.at(-1);
  return first && last && plain ? { sent, first, plain, last } : undefined;
}

function signOf(answer: Exchange, first: Exchange, sent: readonly Exchange[]) {
  if (limited(answer)) return 'limit';
  const rest = remaining(answer);
  if (rest !== undefined && rest <= NEAR) return 'announced';
  if (!sameAnswer(answer, first)) return 'answer';
  const usual = sent
    .slice(0, 3)
    .map(({ response }) => response.totalMs)
    .sort((a, b) => a - b)[1];
  const isSlow = usual !== undefined && answer.response.totalMs > usual * SLOWED.times + SLOWED.ms;
  return isSlow ? 'delay' : undefined;
}

/** The answer without what it repeats of the attempt. */
function without(exchange: Exchange, said: readonly string[]): Exchange {
  const told = said.reduce((rest, word) => rest.split(word).join('~'), text(exchange.response));
  return { ...exchange, response: { ...exchange.response, body: Buffer.from(told) } };
}
