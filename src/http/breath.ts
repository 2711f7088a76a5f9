import { setImmediate } from 'node:timers/promises';

/** Timers, signals and sockets wait for no longer than this, and for the step that is under way. */
const SLICE_MS = 5;

/**
 * Called between the steps of long work: gives way to all else once the slice is used up. Those who share a breath
 * share its slices: a hundred who take one each would stop all else for a hundred of them.
 */
export type Breath = () => Promise<void> | undefined;

export function createBreath(): Breath {
  const waiting: (() => void)[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  let isResuming = false;

  async function resume() {
    isResuming = true;
    while (waiting.length > 0) {
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
      while (waiting.length > 0 && performance.now() < sliceEnd) {
        waiting.shift()?.();
        // That one takes its step before the clock is looked at again.
        await undefined;
      }
    }
    isResuming = false;
  }

  return () => {
    if (performance.now() < sliceEnd) return undefined;
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (!isResuming) void resume();
    });
  };
}

/** The items that fit, in their order: for lists whose length is the target's. */
export async function sifted<Item>(
  items: readonly Item[],
  fits: (item: Item) => boolean,
  breathe: Breath = createBreath(),
): Promise<Item[]> {
  const kept: Item[] = [];
  for (const item of items) {
    await breathe();
    if (fits(item)) kept.push(item);
  }
  return kept;
}

/** Work in steps, each of which ends at a `yield`. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** All steps at once, for callers that cannot wait. */
export function allSteps<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, giving way to all else between the steps. */
export async function inSteps<Result>(steps: Steps<Result>, breathe: Breath): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}
