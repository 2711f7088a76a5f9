import { setTimeout as sleep } from 'node:timers/promises';
import type { Speaker } from './arms/arm.ts';
import type { ControlPool } from './control-pool.ts';
import type { Answer, Loader } from './load/loader.ts';
import { LIMITS } from './plan.ts';
import { isRefusedForNow, readTold } from './rate-limit/told.ts';
import type { Outcome, Safety } from './safety.ts';

/** Behind by more than this, the schedule moves: a slow moment is not made up for by a burst. */
const MOST_LAG_MS = 50;

export interface Slice {
  readonly loader: Loader;
  /** The request with this index, 0 to count - 1; asked again when a limit refused the first. */
  speaker(index: number): Speaker | undefined;
  /** Known credentials: one that met its own limit rests, and another speaks for it. */
  readonly pool?: ControlPool | undefined;
  readonly count: number;
  /** Requests per second. */
  readonly rate: number;
  /** Control requests must keep their status. */
  readonly control: boolean;
  answered(ms: number, status: number): void;
}

/** Sends a slice at its pace over at most four connections; ends early when a safety rule says so. */
export async function sendSlice(slice: Slice, safety: Safety): Promise<void> {
  let next = 0;
  let due = performance.now();
  const worker = async () => {
    while (next < slice.count && safety.stopped === undefined) {
      const index = next++;
      // What a limit refuses is asked again: a plan needs its requests answered, not sent.
      for (let answered = false; !answered && safety.stopped === undefined; ) {
        const speaker = slice.speaker(index);
        if (speaker === undefined) return;
        const mine = Math.max(due, performance.now() - MOST_LAG_MS);
        due = mine + 1_000 / (slice.rate * safety.rateFactor);
        const wait = Math.max(mine - performance.now(), safety.pauseMs);
        if (wait > 1) await sleep(wait);
        if (safety.stopped !== undefined) return;
        answered = await sendOne(slice, speaker, safety);
      }
    }
  };
  await Promise.all(Array.from({ length: LIMITS.connections }, worker));
}

/** False when a limit refused it. */
async function sendOne(slice: Slice, speaker: Speaker, safety: Safety): Promise<boolean> {
  const sentAt = performance.now() / 1_000;
  try {
    const answer = await slice.loader.send(speaker);
    const outcome = outcomeOf(answer, sentAt, slice.control);
    if (outcome.kind === 'refused') {
      if (!slice.pool?.rest(speaker)) safety.report(outcome);
      return false;
    }
    slice.pool?.served();
    safety.report(outcome);
    slice.answered(answer.ms, answer.status);
  } catch (error) {
    safety.report({ kind: 'failure', code: failureCode(error) });
  }
  return true;
}

/** What the safety rules want to know of an answer. */
export function outcomeOf({ status, ms, limits }: Answer, sentAt: number, control: boolean): Outcome {
  return isRefusedForNow({ status, limits })
    ? { kind: 'refused', status, sentAt, waitSeconds: readTold(limits).waitSeconds }
    : { kind: 'answer', status, ms, control };
}

export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
