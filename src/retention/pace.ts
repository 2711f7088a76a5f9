import { setTimeout as sleep } from 'node:timers/promises';
import type { Speaker } from './arms/arm.ts';
import type { Loader } from './load/loader.ts';
import { LIMITS } from './plan.ts';
import type { Safety } from './safety.ts';

/** Behind by more than this, the schedule moves: a slow moment is not made up for by a burst. */
const MOST_LAG_MS = 50;

export interface Slice {
  readonly loader: Loader;
  /** The request with this index, 0 to count - 1. */
  speaker(index: number): Speaker | undefined;
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
      const speaker = slice.speaker(next++);
      if (speaker === undefined) return;
      const mine = Math.max(due, performance.now() - MOST_LAG_MS);
      due = mine + 1_000 / (slice.rate * safety.rateFactor);
      const wait = mine - performance.now();
      if (wait > 1) await sleep(wait);
      if (safety.stopped !== undefined) return;
      const sentAt = performance.now() / 1_000;
      try {
        const { status, ms } = await slice.loader.send(speaker);
        safety.report({ kind: 'answer', status, ms, sentAt, control: slice.control });
        slice.answered(ms, status);
      } catch (error) {
        safety.report({ kind: 'failure', code: failureCode(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: LIMITS.connections }, worker));
}

export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
