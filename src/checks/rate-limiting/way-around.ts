import { sameAnswer } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Detection } from '../rule.ts';
import { passingAddress } from './passing-address.ts';
import { type Attempt, type WrongAttempts, wrongAttempts } from './wrong-attempts.ts';

interface Tried {
  /** As sentences name it: `password`. */
  readonly what: string;
  /** The right one from one more made-up address; left out where none is known. Undefined: refused. */
  readonly succeed?: () => Promise<Exchange | undefined>;
}

/** The limit counts by an address that the client writes itself. */
export async function wayAround(
  { stopped, plain }: WrongAttempts,
  attempt: (by?: string) => Promise<Attempt>,
  most: number,
  { what, succeed }: Tried,
): Promise<Detection | undefined> {
  if (!stopped || stopped.by === 'announced' || stopped.by === 'delay' || sameAnswer(stopped.exchange, plain))
    return undefined;
  const { status } = stopped.exchange.response;
  let control: Exchange | undefined;
  const attempts = await wrongAttempts(() => attempt(passingAddress()), most, {
    like: plain,
    // The window may have opened meanwhile: the attempt without the header has to be refused all along.
    between: async (count) => {
      if (count % Math.ceil(most / 2) !== 0) return true;
      const { answer } = await attempt();
      if (answer instanceof Error || answer.response.status !== status) return false;
      control = answer;
      return true;
    },
  });
  if (!attempts || attempts.stopped || !control) return undefined;
  const after = await succeed?.();
  if (succeed && !after) return undefined;
  return {
    confidence: 'confirmed',
    evidenceSummary: `After more wrong ${what}s returned ${status}, ${most} more were accepted for checking, each with another X-Forwarded-For${after ? ', and so was the correct one' : ''}.`,
    proof: [
      {
        exchange: attempts.last,
        note: `a wrong ${what} with another X-Forwarded-For, after the limit was reached`,
      },
      ...(after ? [{ exchange: after, note: `the correct ${what} with another X-Forwarded-For` }] : []),
    ],
    control: {
      exchange: control,
      note: 'without the header the attempt is rejected, in between and afterwards',
    },
    cause: 'escape',
  };
}
