import { asksForLess } from './announced-limit.ts';
import type { Exchange, HttpRequest } from './exchange.ts';
import type { Voice } from './limited-client.ts';
import type { Pacer } from './pacing.ts';
import type { RateLimits } from './rate-limits.ts';
import { nameOf } from './request-name.ts';
import { sleep } from './sleep.ts';
import { TransportFailure } from './transport-failure.ts';

/** Asks one question until there is an answer to it. */
export interface Patience {
  /** @throws TransportFailure `rate-limited` or `unavailable`, with the last refusal, when patience was in vain */
  answer(request: HttpRequest, voice: Voice, ask: () => Promise<Exchange>): Promise<Exchange>;
}

export interface PatienceOptions {
  readonly pacer: Pacer;
  readonly limits: RateLimits;
  readonly signal: AbortSignal;
  /** True: the service was out of order as a whole and is back, so that the question can be asked again. */
  readonly isBack: (failure: TransportFailure, request: HttpRequest) => Promise<boolean>;
}

/** Pauses before an operation that answers 503 without a date is asked again: an instance may just be restarting. */
const RETRY_UNAVAILABLE_MS = [250, 500];

/**
 * 429 and 503 say that nobody looked at the question. They are waited for within what the limit and the time of the
 * scan allow; one that stays is no answer, so that no rule can take it for the service's word on what it asked.
 */
export function createPatience({ pacer, limits, signal, isBack }: PatienceOptions): Patience {
  /** Places that answered 503 through all retries: they are not waited for again. */
  const unavailable = new Set<string>();

  async function admitted(voice: Voice, ask: () => Promise<Exchange>): Promise<Exchange> {
    for (;;) {
      await limits.open(voice);
      const leave = await pacer.enter();
      try {
        // Waiting for a free place takes time, in which a limit may have been used up.
        if (!limits.isClosed(voice) || signal.aborted) return await ask();
      } finally {
        leave();
      }
    }
  }

  return {
    async answer(request, voice, ask) {
      const place = placeOf(request);
      let refusal: Exchange | undefined;
      let retries = 0;
      let wasBack = false;
      for (;;) {
        let exchange: Exchange;
        try {
          exchange = await admitted(voice, ask);
        } catch (failure) {
          throw refusal && failure instanceof TransportFailure ? failure.after(refusal) : failure;
        }
        const { response } = exchange;
        if (asksForLess(response)) {
          refusal = exchange;
          if (await limits.refused(voice, place, response)) continue;
          const pauseMs = limits.pauseAt(voice, place, response);
          if (pauseMs === undefined) throw limitedAt(request, exchange);
          await sleep(pauseMs, signal);
          continue;
        }
        if (response.status !== 503) {
          unavailable.delete(place);
          limits.answered(voice, response);
          pacer.wentWell(response.totalMs, place);
          return exchange;
        }
        const pauseMs = unavailable.has(place) ? undefined : RETRY_UNAVAILABLE_MS[retries];
        retries += 1;
        if (pauseMs !== undefined) {
          await sleep(pauseMs, signal);
          continue;
        }
        unavailable.add(place);
        const failure = unavailableAt(request, exchange);
        if (wasBack || !(await isBack(failure, request))) throw failure;
        wasBack = true;
      }
    },
  };
}

function limitedAt(request: HttpRequest, refusal: Exchange): TransportFailure {
  const says = `${nameOf(request)} is limited: it answers ${refusal.response.status} to every further request.`;
  return new TransportFailure('rate-limited', says, { refusal });
}

function unavailableAt(request: HttpRequest, refusal: Exchange): TransportFailure {
  return new TransportFailure('unavailable', `${nameOf(request)} answers 503, service unavailable.`, {
    refusal,
  });
}

/** What answers are compared by when latency is judged, and what a limit of one operation counts. */
function placeOf({ method, url }: HttpRequest): string {
  return `${method} ${url.replace(/[?#].*$/s, '')}`;
}
