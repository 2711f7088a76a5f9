import type { Speaker } from './arms/arm.ts';
import type { Answer, Loader } from './load/loader.ts';
import { LIMITS } from './plan.ts';
import { isRefusedForNow } from './rate-limit/told.ts';
import { quantile } from './statistics.ts';

export const BURST = { requests: 600, connections: 60, seconds: 0.5 };

export interface Burst {
  /** Requests that were served, in all and to each credential. */
  readonly served: number;
  readonly servedTo: ReadonlyMap<Speaker, number>;
  /** Requests per second, from the later half. */
  readonly perSecond: number;
  /** The answer that refused, and whom. */
  readonly refused?: { readonly answer: Answer; readonly speaker: Speaker } | undefined;
}

/** Full speed for half a second: the rate of a run is half of what this shows. Ends at the first refusal of a limit. */
export async function burst(
  speakerAt: (index: number) => Speaker,
  most: number,
  loader: Loader,
  signal: AbortSignal,
): Promise<Burst> {
  const until = performance.now() + BURST.seconds * 1_000;
  const ends: number[] = [];
  const servedTo = new Map<Speaker, number>();
  let sent = 0;
  let refused: Burst['refused'];
  const worker = async () => {
    while (sent < most && performance.now() < until && !signal.aborted && refused === undefined) {
      const speaker = speakerAt(sent++);
      try {
        const answer = await loader.send(speaker);
        if (isRefusedForNow(answer)) refused ??= { answer, speaker };
        else {
          ends.push(performance.now());
          servedTo.set(speaker, (servedTo.get(speaker) ?? 0) + 1);
        }
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: LIMITS.connections }, worker));
  const middle = quantile(ends, 0.5);
  const later = ends.filter((end) => end >= middle);
  const seconds = ((later.at(-1) ?? 0) - (later[0] ?? 0)) / 1_000;
  return {
    served: ends.length,
    servedTo,
    perSecond: seconds > 0 ? later.length / seconds : 1,
    refused,
  };
}
