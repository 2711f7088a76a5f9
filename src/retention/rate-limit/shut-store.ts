import { setTimeout as sleep } from 'node:timers/promises';
import type { Speaker } from '../arms/arm.ts';
import { FAIL_CLOSED_NOTE } from '../findings.ts';
import type { Answer, Loader } from '../load/loader.ts';
import { readTold } from './told.ts';

/** A limit per client or second refuses the known credential as well, or neither; one answer could be luck. */
const ROUNDS = 3;
/** A limit on new clients lets some in again after its window, which is a minute at most where no header says so. */
const WINDOW_SECONDS = 61;
const LONGEST_WINDOW_SECONDS = 90;
const ASKED_EVERY_SECONDS = 2;
/** Strangers that are let in after something expired, until it is full again. */
const MOST_LET_IN = 400;

export interface ShutStoreInput {
  /** Ordinary answer of a credential that is not limited. */
  readonly status: number;
  readonly known: () => Speaker;
  readonly fresh: () => Promise<Speaker | undefined>;
  readonly loaders: { readonly same: Loader; readonly fresh: Loader };
  readonly signal: AbortSignal;
  /** Tells who watches that this takes a moment. */
  readonly waiting: (seconds: number) => void;
}

/**
 * A bounded store that is full turns everyone new away while those it knows are served. That is said only when it shows
 * twice: at the end of a run, and again after the time in which a limit on new clients would have let some in, or, where
 * entries expired and strangers were let in meanwhile, once these have filled it again. The sentence, or undefined.
 */
export async function shutStore(input: ShutStoreInput): Promise<string | undefined> {
  try {
    const refusal = await turnsAway(input);
    if (refusal === undefined) return undefined;
    const told = readTold(refusal.limits).waitSeconds;
    const seconds = told === undefined ? WINDOW_SECONDS : told + 1;
    if (seconds > LONGEST_WINDOW_SECONDS) return undefined;
    input.waiting(seconds);
    const until = performance.now() + seconds * 1_000;
    let letIn = false;
    while (performance.now() < until && !letIn && !input.signal.aborted) {
      await sleep(Math.min(ASKED_EVERY_SECONDS * 1_000, Math.max(1, until - performance.now())));
      letIn = (await askStranger(input))?.status === input.status;
    }
    if (input.signal.aborted) return undefined;
    if (letIn) await fill(input);
    const again = await turnsAway(input);
    if (again === undefined) return undefined;
    const when = letIn
      ? 'again after some had expired and others had taken their place'
      : `still after ${Math.round(seconds)} s`;
    return `${FAIL_CLOSED_NOTE} ${again.status} after ${input.status} was the ordinary answer, ${when}, while known ones get ${input.status}: a bounded store is full.`;
  } catch {
    return undefined;
  }
}

async function askStranger({ fresh, loaders }: ShutStoreInput): Promise<Answer | undefined> {
  const speaker = await fresh();
  return speaker && loaders.fresh.send(speaker);
}

/** The refusal of several strangers in turn with known ones, all of whom are served. */
async function turnsAway(input: ShutStoreInput): Promise<Answer | undefined> {
  let refusal: Answer | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    refusal = await askStranger(input);
    if (refusal?.status !== 429 && refusal?.status !== 503) return undefined;
    if ((await input.loaders.same.send(input.known())).status !== input.status) return undefined;
  }
  return refusal;
}

async function fill(input: ShutStoreInput): Promise<void> {
  for (let letIn = 0; letIn < MOST_LET_IN && !input.signal.aborted; letIn++)
    if ((await askStranger(input))?.status !== input.status) return;
}
