import { z } from 'zod';
import type { Speaker } from './arms/arm.ts';
import type { Answer } from './load/loader.ts';
import { headerTells, remainingOf } from './residency/oracle.ts';

/** What answers and metrics give away about the container that grows: facts, from which `container-kind.ts` concludes. */
export const SignsSchema = z.object({
  sentIn: z.enum(['header', 'query', 'cookie']).optional(),
  /** Status of a fresh credential. */
  status: z.number().optional(),
  /** What each fresh credential has left in a rate-limit header, where it is counted by credential. */
  limitStart: z.number().optional(),
  /** A cookie that is set for each who brings none, by the name of a session. */
  sessionCookie: z.string().optional(),
  /** A metric that gains a series for each fresh credential. */
  growingSeries: z.string().optional(),
});

export type Signs = z.infer<typeof SignsSchema>;

const PAIRS = 3;
/** Names that frameworks give the cookie of a session. */
const SESSION_COOKIE = /sess|^sid$|[._-]sid$/i;

/** Asks a few fresh credentials twice each: their answers tell whether each has a limit or a session of its own. */
export async function signsIn(
  fresh: readonly Speaker[],
  send: (speaker: Speaker) => Promise<Answer>,
): Promise<Signs> {
  const pairs: { first: Answer; second: Answer }[] = [];
  for (const speaker of fresh.slice(0, PAIRS)) {
    const [first, second] = [await send(speaker), await send(speaker)];
    pairs.push({ first, second });
  }
  const [one] = pairs;
  if (one === undefined) return {};
  const limitStart = headerTells(
    pairs.map(({ first, second }) => ({
      first: remainingOf(first.limits),
      second: remainingOf(second.limits),
    })),
  );
  const cookies = pairs.map(({ first }) => first.limits['set-cookie']?.split(' ') ?? []);
  const sessionCookie = cookies[0]?.find(
    (name) => SESSION_COOKIE.test(name) && cookies.every((names) => names.includes(name)),
  );
  return {
    status: one.first.status,
    ...(limitStart !== undefined && { limitStart }),
    ...(sessionCookie !== undefined && { sessionCookie }),
  };
}
