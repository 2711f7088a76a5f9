import type { Exchange, HttpRequest } from './exchange.ts';
import { nameOf, questionOf } from './request-name.ts';
import { TransportFailure } from './transport-failure.ts';

/** One time that a service went away. */
export interface Death {
  readonly origin: string;
  /** The requests whose connections broke, and that had not been answered before: what ended it is among them. */
  readonly suspects: readonly HttpRequest[];
  /** What the service answered last, before. */
  readonly before: Exchange;
  /** What whoever asked afterwards was told: `… refuses connections.` */
  readonly after: string;
  readonly cameBack: boolean;
}

/** Notices that a target is gone, so that a scan ends with what it has instead of knocking at a closed door. */
export interface Lifeline {
  /** Why the origin is given up; undefined while it lives. */
  lost(origin: string): string | undefined;
  /** @throws TransportFailure where the service died at the like of this request again and again: it is sent no more */
  guard(request: HttpRequest): void;
  answered(origin: string, exchange: Exchange): void;
  /** True: the target was gone and is back, and this request, which found it gone, can be asked again. */
  failed(origin: string, failure: TransportFailure, asked: HttpRequest): Promise<boolean>;
  deaths(): readonly Death[];
}

/** Single refusals happen (an operation that resets, a firewall that drops); these many in a row are suspicious. */
const FAILURES_IN_A_ROW = 6;
/** 503 is an answer of sorts: a service that gave no other one may still serve its document. */
const UNAVAILABLE_IN_A_ROW = 16;
/** A service that restarts itself after a crash is back within this. */
const PATIENCE_MS = [250, 1_000, 2_500, 3_000];
/** One that dies again and again is not worth waiting for any more; what ends it alone is left out before. */
const MOST_DEATHS = 24;
/** Whoever was there at so many deaths is asked no more: it may be what kills. */
const DEATHS_FORGIVEN = 2;

/** One operation, whatever the values in its query, that alone ended the service so often would end it at every look. */
const DEATHS_ALONE = 3;

/** Requests named in the sentence; those under way together break together. */
const MOST_NAMED = 6;

const TELLING = new Set(['refused', 'reset', 'timeout', 'unresolved', 'unavailable']);

interface Watched {
  inARow: number;
  /** The requests whose connection broke first: what killed the service is among them. */
  readonly brokeAt: HttpRequest[];
  /** At how many deaths each request was under way. */
  readonly blamed: Map<string, number>;
  /** How often a request of this name was the only suspect. */
  readonly alone: Map<string, number>;
  /** Questions that the service outlived. */
  readonly survived: Set<string>;
  before?: Exchange;
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
  const deaths: Death[] = [];
  const watched = (origin: string) => {
    const known: Watched = origins.get(origin) ?? {
      inARow: 0,
      deaths: 0,
      brokeAt: [],
      blamed: new Map(),
      alone: new Map(),
      survived: new Set(),
    };
    origins.set(origin, known);
    return known;
  };

  function bury(origin: string, one: Watched, failure: TransportFailure, cameBack: boolean) {
    if (!one.before || failure.code === 'unavailable') return;
    const suspects = one.brokeAt.filter((request) => !one.survived.has(questionOf(request)));
    deaths.push({ origin, suspects, before: one.before, after: failure.message, cameBack });
    const [only, ...others] = new Set(suspects.map(nameOf));
    if (only && others.length === 0) one.alone.set(only, (one.alone.get(only) ?? 0) + 1);
  }

  /** True when it was gone and came back. */
  async function makeSure(origin: string, one: Watched, failure: TransportFailure): Promise<boolean> {
    let wasGone = false;
    for (const pauseMs of PATIENCE_MS) {
      const answer = await alive(origin);
      if (answer) {
        one.inARow = 0;
        if (wasGone) bury(origin, one, failure, true);
        one.brokeAt.length = 0;
        return wasGone;
      }
      // Where nobody was ever answered without a certificate there is nothing to ask: only many failures tell.
      if (answer === undefined && one.inARow < mostInARow(failure)) return false;
      if (answer === undefined) break;
      if (!wasGone) one.deaths += 1;
      wasGone = true;
      if (one.deaths > MOST_DEATHS) break;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    const { host } = new URL(origin);
    if (failure.code === 'unavailable') {
      one.lost = `${host} answers 503 to every request: it is out of service`;
      return false;
    }
    const names = [...new Set(one.brokeAt.map(nameOf))];
    const at = names.slice(0, MOST_NAMED).join(', ');
    one.lost = `${host} stopped answering${at ? ` at ${at}` : ''}: ${failure.message}`;
    if (wasGone) bury(origin, one, failure, false);
    return false;
  }

  return {
    lost: (origin) => origins.get(origin)?.lost,
    guard(request) {
      const name = nameOf(request);
      const times = origins.get(new URL(request.url).origin)?.alone.get(name) ?? 0;
      if (times < DEATHS_ALONE) return;
      const why = `${name} is not sent any more: it ended the service ${times} times.`;
      throw new TransportFailure('unsafe-method', why);
    },
    answered(origin, exchange) {
      const one = watched(origin);
      one.inARow = 0;
      one.brokeAt.length = 0;
      one.survived.add(questionOf(exchange.request));
      one.before = exchange;
    },
    async failed(origin, failure, asked) {
      if (!TELLING.has(failure.code)) return false;
      const one = watched(origin);
      one.inARow += 1;
      if (failure.brokeOff && !one.brokeAt.some((known) => questionOf(known) === questionOf(asked)))
        one.brokeAt.push(asked);
      const isSuspicious = one.inARow >= mostInARow(failure) || ['refused', 'reset'].includes(failure.code);
      if (!isSuspicious || one.lost !== undefined) return false;
      // Whoever fails meanwhile waits for the same verdict.
      one.asking ??= makeSure(origin, one, failure).finally(() => {
        delete one.asking;
      });
      if (!(await one.asking)) return false;
      const name = nameOf(asked);
      const blamed = (one.blamed.get(name) ?? 0) + 1;
      one.blamed.set(name, blamed);
      return blamed <= DEATHS_FORGIVEN;
    },
    deaths: () => deaths,
  };
}

function mostInARow({ code }: TransportFailure): number {
  return code === 'unavailable' ? UNAVAILABLE_IN_A_ROW : FAILURES_IN_A_ROW;
}
