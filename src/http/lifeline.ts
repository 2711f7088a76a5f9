import type { TransportFailure } from './transport-failure.ts';

/** Notices that a target is gone, so that a scan ends with what it has instead of knocking at a closed door. */
export interface Lifeline {
  /** Why the origin is given up; undefined while it lives. */
  lost(origin: string): string | undefined;
  answered(origin: string): void;
  /**
   * True: the target was gone and is back, and this request, which found it gone, can be asked again.
   * @param asked what was asked, for the sentence that says at which requests it died
   */
  failed(origin: string, failure: TransportFailure, asked: string): Promise<boolean>;
}

/** Single refusals happen (an operation that resets, a firewall that drops); these many in a row are suspicious. */
const FAILURES_IN_A_ROW = 6;
/** A service that restarts itself after a crash is back within this. */
const PATIENCE_MS = [250, 1_000, 2_500, 3_000];
/** One that dies again and again is not worth waiting for any more. */
const MOST_DEATHS = 12;
/** Whoever was there at so many deaths is asked no more: it may be what kills. */
const DEATHS_FORGIVEN = 2;

/** Requests named in the sentence; those under way together break together. */
const MOST_NAMED = 6;

const TELLING = new Set(['refused', 'reset', 'timeout', 'unresolved', 'unavailable']);

interface Watched {
  inARow: number;
  /** The requests whose connection broke first: what killed the service is among them. */
  readonly brokeAt: string[];
  /** At how many deaths each request was under way. */
  readonly blamed: Map<string, number>;
  deaths: number;
  lost?: string;
  asking?: Promise<boolean>;
}

/**
 * @param alive asks the origin for something that it once answered; false when it does not answer now either,
 *   undefined when it never answered anything
 */
export function createLifeline(alive: (origin: string) => Promise<boolean | undefined>): Lifeline {
  const origins = new Map<string, Watched>();
  const watched = (origin: string) => {
    const known: Watched = origins.get(origin) ?? { inARow: 0, deaths: 0, brokeAt: [], blamed: new Map() };
    origins.set(origin, known);
    return known;
  };

  /** True when it was gone and came back. */
  async function makeSure(origin: string, one: Watched, failure: TransportFailure): Promise<boolean> {
    let wasGone = false;
    for (const pauseMs of PATIENCE_MS) {
      const answer = await alive(origin);
      if (answer) {
        one.inARow = 0;
        return wasGone;
      }
      // Where nobody was ever answered without a certificate there is nothing to ask: only many failures tell.
      if (answer === undefined && one.inARow < FAILURES_IN_A_ROW) return false;
      if (answer === undefined) break;
      if (!wasGone) one.deaths += 1;
      wasGone = true;
      if (one.deaths > MOST_DEATHS) break;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    if (failure.code === 'unavailable') {
      one.lost = `${new URL(origin).host} answers 503 to every request: it is out of service`;
      return false;
    }
    const at = one.brokeAt.slice(0, MOST_NAMED).join(', ');
    one.lost = `${new URL(origin).host} stopped answering${at ? ` at ${at}` : ''}: ${failure.message}`;
    return false;
  }

  return {
    lost: (origin) => origins.get(origin)?.lost,
    answered(origin) {
      const one = watched(origin);
      one.inARow = 0;
      one.brokeAt.length = 0;
    },
    async failed(origin, failure, asked) {
      if (!TELLING.has(failure.code)) return false;
      const one = watched(origin);
      one.inARow += 1;
      // Asked once more over a fresh connection, the one that killed it is the first to be refused.
      const isFirst = one.inARow === 1;
      if ((failure.code === 'reset' || isFirst) && !one.brokeAt.includes(asked)) one.brokeAt.push(asked);
      const isSuspicious = one.inARow >= FAILURES_IN_A_ROW || ['refused', 'reset'].includes(failure.code);
      if (!isSuspicious || one.lost !== undefined) return false;
      // Whoever fails meanwhile waits for the same verdict.
      one.asking ??= makeSure(origin, one, failure).finally(() => {
        delete one.asking;
      });
      if (!(await one.asking)) return false;
      const blamed = (one.blamed.get(asked) ?? 0) + 1;
      one.blamed.set(asked, blamed);
      return blamed <= DEATHS_FORGIVEN;
    },
  };
}
