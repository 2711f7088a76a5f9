import { setImmediate } from 'node:timers/promises';

/** Timers, signals and sockets wait for no longer than this, and for the step that is under way. */
const SLICE_MS = 10;

/** Called between the steps of long work: gives way to all else once the slice is used up. */
export type Breath = () => Promise<void> | undefined;

export function createBreath(): Breath {
  let sliceEnd = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < sliceEnd) return undefined;
    return setImmediate().then(() => {
      sliceEnd = performance.now() + SLICE_MS;
    });
  };
}
