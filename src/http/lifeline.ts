import type { TransportFailure } from './transport-failure.ts';

/** Notices that a target is gone, so that a scan ends with what it has instead of knocking at a closed door. */
export interface Lifeline {
  /** Why the origin is given up; undefined while it lives. */
  lost(origin: string): string | undefined;
  answered(origin: string): void;
  failed(origin: string, failure: TransportFailure): Promise<void>;
}

/** Single refusals happen (an operation that resets, a firewall that drops); these many in a row are suspicious. */
const FAILURES_IN_A_ROW = 6;
/** A service that restarts itself after a crash is back within this. */
const PATIENCE_MS = [250, 1_000];

const TELLING = new Set(['refused', 'reset', 'timeout', 'unresolved']);

interface Watched {
  inARow: number;
  lost?: string;
  asking?: Promise<void>;
}

/**
 * @param alive asks the origin for something that it once answered; false when it does not answer now either,
 *   undefined when it never answered anything
 */
export function createLifeline(alive: (origin: string) => Promise<boolean | undefined>): Lifeline {
  const origins = new Map<string, Watched>();
  const watched = (origin: string) => {
    const known = origins.get(origin) ?? { inARow: 0 };
    origins.set(origin, known);
    return known;
  };

  async function makeSure(origin: string, one: Watched, failure: TransportFailure) {
    for (const pauseMs of PATIENCE_MS) {
      const answer = await alive(origin);
      if (answer) {
        one.inARow = 0;
        return;
      }
      if (answer === undefined) break;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    one.lost = `${new URL(origin).host} stopped answering: ${failure.message}`;
  }

  return {
    lost: (origin) => origins.get(origin)?.lost,
    answered(origin) {
      watched(origin).inARow = 0;
    },
    async failed(origin, failure) {
      if (!TELLING.has(failure.code)) return;
      const one = watched(origin);
      one.inARow += 1;
      if (one.inARow < FAILURES_IN_A_ROW || one.lost !== undefined) return;
      // Whoever fails meanwhile waits for the same verdict.
      one.asking ??= makeSure(origin, one, failure).finally(() => {
        one.asking = undefined;
      });
      await one.asking;
    },
  };
}
