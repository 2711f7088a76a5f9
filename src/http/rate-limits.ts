import { announcedLimit, asksForLess } from './announced-limit.ts';
import type { HttpResponse } from './exchange.ts';
import type { LimitedClient, Voice } from './limited-client.ts';
import { beginWindow, limitedClient, measureSize, restOfWindowMs } from './limited-client.ts';
import { sleep } from './sleep.ts';
import { TransportFailure } from './transport-failure.ts';

/** The limit as it was announced or measured. */
export interface LimitSeen {
  readonly requests?: number;
  readonly windowMs?: number;
}

export interface RateLimits {
  /** Waits while the limit of this voice is used up. @throws TransportFailure `rate-limited` when the wait would outlast the scan */
  open(voice: Voice): Promise<void>;
  isClosed(voice: Voice): boolean;
  /**
   * A limiter refused. True: its limit holds for all that this voice asks, and `open` waits for it.
   * False: it is a limit of this place alone.
   */
  refused(voice: Voice, place: string, refusal: HttpResponse): Promise<boolean>;
  answered(voice: Voice, answer: HttpResponse): void;
  /** Milliseconds to wait before this place alone is asked again; undefined where its patience is used up. */
  pauseAt(voice: Voice, place: string, refusal: HttpResponse): number | undefined;
  /** Why a voice is given up: its limit opens only after the end of the scan. */
  lost(): string | undefined;
  readonly refusals: number;
  readonly seen: LimitSeen | undefined;
}

export interface RateLimitOptions {
  /** Asks again for what this voice was once given; undefined where it was given nothing, or no answer comes. */
  readonly knock: (voice: Voice) => Promise<HttpResponse | undefined>;
  /** Called when a limit of everything, or of several places, refuses. */
  readonly onPressure: () => void;
  readonly signal: AbortSignal;
  /** Moment of `performance.now()` at which the scan ends. */
  readonly endsAt: number;
}

/** Places that refuse before a service is given up that never answered anything. */
const PLACES_THAT_TELL = 16;
const FIRST_PAUSE_MS = 250;
/** Nobody said when to come back: the opening of a window is missed by no more than this. */
const LONGEST_PAUSE_MS = 15_000;
/** A service that never answered anything else is waited for a window of the usual minute, if it says when to come back … */
const PATIENCE_WITHOUT_ANSWER_MS = 65_000;
/** … and hardly at all if it does not. */
const PATIENCE_WITHOUT_ADVICE_MS = 8_000;
/** What one place may cost, such as a login that allows five attempts: who asked is told that there is no answer. */
const PATIENCE_AT_ONE_PLACE_MS = 20_000;

/**
 * Learns the limit from its refusals, waits for its windows, and from the second on stays within them. Whether a limit
 * counts everything, and when it opens, is found out by asking for what was answered before: one request, not ten.
 */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const { knock, onPressure, signal, endsAt } = options;
  const clients = new Map<string, LimitedClient>();
  let refusals = 0;
  let seen: LimitSeen | undefined;

  function clientOf(voice: Voice): LimitedClient {
    const key = `${voice.origin} ${voice.identity}`;
    const client = clients.get(key) ?? limitedClient(voice);
    clients.set(key, client);
    return client;
  }

  function keepSeen({ requests, windowMs }: LimitedClient) {
    seen = {
      ...(requests === undefined ? {} : { requests }),
      ...(windowMs === undefined ? {} : { windowMs }),
    };
  }

  function isHopeless(client: LimitedClient, pauseMs: number, refusal: HttpResponse | undefined): boolean {
    const then = performance.now() + pauseMs;
    if (then > endsAt) return true;
    if (client.hasAnswer || client.refusedSince === undefined) return false;
    const isAdvised = refusal !== undefined && announcedLimit(refusal).resetMs !== undefined;
    const patienceMs = isAdvised ? PATIENCE_WITHOUT_ANSWER_MS : PATIENCE_WITHOUT_ADVICE_MS;
    return then - client.refusedSince > patienceMs;
  }

  async function waitForWindow(client: LimitedClient, last: HttpResponse | undefined, firstMs: number) {
    let refusal = last;
    let pauseMs = firstMs;
    for (let missed = 1; !signal.aborted; missed += 1) {
      if (isHopeless(client, pauseMs, refusal)) {
        client.lost = lostSentence(client, refusal, pauseMs);
        return;
      }
      await sleep(pauseMs, signal);
      // Where there is nothing to ask for, whoever waits finds out.
      const answer = signal.aborted || !client.hasAnswer ? undefined : await knock(client.voice);
      if (!answer) return;
      if (!asksForLess(answer)) {
        beginWindow(client);
        keepSeen(client);
        return;
      }
      refusals += 1;
      refusal = answer;
      pauseMs = pauseFor(answer, missed);
    }
  }

  function close(client: LimitedClient, refusal: HttpResponse | undefined, pauseMs: number) {
    client.closed ??= waitForWindow(client, refusal, pauseMs).finally(() => {
      delete client.closed;
      client.refusedPlaces.clear();
    });
  }

  async function decide(client: LimitedClient, refusal: HttpResponse): Promise<boolean> {
    let told = refusal;
    if (client.hasAnswer) {
      const answer = await knock(client.voice);
      if (!answer) return false;
      if (!asksForLess(answer)) return false;
      refusals += 1;
      told = answer;
    } else {
      client.refusedSince ??= performance.now();
      client.rounds += 1;
      const pauseMs = pauseFor(refusal, client.rounds);
      // Its document may be served although nothing else is: some more places are asked before it is given up.
      if (isHopeless(client, pauseMs, refusal) && client.refusedPlaces.size < PLACES_THAT_TELL) return false;
    }
    onPressure();
    measureSize(client, told);
    keepSeen(client);
    close(client, told, pauseFor(told, client.hasAnswer ? 0 : client.rounds));
    return true;
  }

  return {
    async open(voice) {
      const client = clientOf(voice);
      while (client.closed && !signal.aborted) await client.closed;
      if (client.lost !== undefined) throw new TransportFailure('rate-limited', client.lost);
    },
    isClosed(voice) {
      const { closed, lost } = clientOf(voice);
      return closed !== undefined || lost !== undefined;
    },
    async refused(voice, place, refusal) {
      refusals += 1;
      const client = clientOf(voice);
      if (client.closed || client.lost !== undefined) return true;
      client.refusedPlaces.add(place);
      if (client.refusedPlaces.size > 1) onPressure();
      client.deciding ??= decide(client, refusal).finally(() => {
        delete client.deciding;
      });
      return client.deciding;
    },
    answered(voice, answer) {
      const client = clientOf(voice);
      client.hasAnswer = true;
      client.refusedPlaces.clear();
      client.used += 1;
      const restMs = client.closed ? 0 : restOfWindowMs(client, answer);
      if (restMs > 0) close(client, undefined, restMs);
    },
    pauseAt(voice, place, refusal) {
      const client = clientOf(voice);
      const { waitedMs } = client;
      if (!client.hasAnswer && isHopeless(client, FIRST_PAUSE_MS, refusal)) return undefined;
      const waited = waitedMs.get(place) ?? 0;
      const pauseMs = Math.max(announcedLimit(refusal).resetMs ?? 0, FIRST_PAUSE_MS + waited);
      if (waited + pauseMs > PATIENCE_AT_ONE_PLACE_MS) return undefined;
      waitedMs.set(place, waited + pauseMs);
      return pauseMs;
    },
    lost: () => [...clients.values()].find(({ lost }) => lost !== undefined)?.lost,
    get refusals() {
      return refusals;
    },
    get seen() {
      return seen;
    },
  };
}

/** As long as the service says, but never in a hurry: some say 0 for a window of a minute. */
function pauseFor(refusal: HttpResponse, missed: number): number {
  const patientMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(missed, 10));
  return Math.max(announcedLimit(refusal).resetMs ?? 0, patientMs);
}

function lostSentence(client: LimitedClient, refusal: HttpResponse | undefined, pauseMs: number): string {
  const { host } = new URL(client.voice.origin);
  const who = client.voice.identity === 'anonymous' ? '' : ` of "${client.voice.identity}"`;
  const status = refusal?.status ?? 429;
  const isAdvised = refusal !== undefined && announcedLimit(refusal).resetMs !== undefined;
  const advice = isAdvised ? ` and says to come back in ${duration(pauseMs)}` : '';
  if (!client.hasAnswer) return `${host} answers ${status} to every request${who}${advice}`;
  return `${host} refuses further requests${who} by its rate limit${advice || `, which opens again in ${duration(pauseMs)}`}: later than this scan may take`;
}

/** `40 seconds`, `7 minutes`, `24 hours`. */
function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7_200
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
