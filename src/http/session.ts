import { setMaxListeners } from 'node:events';
import type { Identity } from '../identities/identity.ts';
import { anonymous, isAnonymous, speakAs } from '../identities/identity.ts';
import { isSafe } from '../openapi/operation.ts';
import { burst } from './burst.ts';
import type { HandshakeOffer, Handshaker, HttpClient, TlsHandshake, Transport } from './client.ts';
import { completeRequest } from './complete-request.ts';
import { untrusted } from './dial.ts';
import type { Exchange, HttpRequest, HttpResponse } from './exchange.ts';
import { header } from './exchange.ts';
import { createHeldBodies } from './held-bodies.ts';
import { createLifeline } from './lifeline.ts';
import { createPacer } from './pacing.ts';
import { createSharedAnswers } from './shared-answers.ts';
import { ownLimit, TransportFailure } from './transport-failure.ts';
import type { Watcher } from './watching.ts';
import { createWatching } from './watching.ts';

export interface SessionOptions {
  readonly transport: Transport;
  /** Asks TLS offers; without one, `handshake` fails. */
  readonly handshake?: Handshaker;
  /** Origins that may be sent to; the first is the target's. */
  readonly scope: readonly string[];
  /** Only GET, HEAD, OPTIONS and TRACE leave in safe mode, and POST to `promptUrls`. */
  readonly mode: 'safe' | 'active';
  readonly maxRequests: number;
  readonly concurrency: number;
  /** Requests per second; unbounded where left out. */
  readonly rate?: number;
  /** Ends everything: the user's Ctrl-C or the time budget. */
  readonly signal: AbortSignal;
  readonly userAgent: string;
  /** Lets credentials go to servers whose certificate does not verify. */
  readonly trustAnyCertificate?: boolean;
}

export interface Traffic {
  readonly requests: number;
  readonly failures: number;
  readonly bytesReceived: number;
  readonly slowedDown: number;
  /** Answers of which only the beginning was read, or kept once later ones needed the room. */
  readonly cut?: number;
}

export interface Session {
  readonly client: HttpClient;
  /** Language-model endpoints that the user allowed prompts to: POST leaves for these even in safe mode. */
  allowPrompts(urls: readonly string[]): void;
  /** Shows the watcher every exchange so far, then each as its answer arrives: whoever asked waits until it was seen. */
  watch(watcher: Watcher): Promise<void>;
  traffic(): Traffic;
  /** Why the target is given up: it stopped answering mid-scan. From then on every request fails at once. */
  lost(): string | undefined;
}

/** Once a limiter answers, waiting for it more often than this only makes the scan long. */
const RETRIES_WHEN_LIMITED = 2;
const LONGEST_PAUSE_MS = 5_000;
/** Waiting for a limiter may not eat the time of the whole scan: past this its answer is taken as it is. */
const LONGEST_PAUSE_TOTAL_MS = 20_000;

/** Owns all sending: scope, budget, mode, pace, trust, and the answers that rules share. */
export function openSession(options: SessionOptions): Session {
  // Every request under way listens for the end of the scan.
  setMaxListeners(0, options.signal);
  const pacer = createPacer(options.concurrency, options.rate, options.signal);
  const scope = new Set(options.scope);
  const promptUrls = new Set<string>();
  const bodies = createHeldBodies();
  // A closed port is no answer to any one question: where the service comes back, it is asked again.
  const answers = createSharedAnswers(
    (failure) => failure instanceof TransportFailure && !ownLimit(failure) && failure.code !== 'refused',
    ({ response }) => bodies.isWhole(response),
  );
  const handshakes = new Map<string, Promise<TlsHandshake>>();
  const distrusted = new Map<string, string>();
  const answeredOnce = new Map<string, HttpRequest>();
  /** Client certificates that each origin answered to; `undefined` for those who showed none. */
  const answeredTo = new Map<string, Set<string | undefined>>();
  const watching = createWatching(options.signal);
  const counts = { requests: 0, failures: 0, bytesReceived: 0 };
  let readInPart = 0;

  const lifeline = createLifeline(async (origin) => {
    const request = answeredOnce.get(origin);
    if (!request) return undefined;
    try {
      spend(request.url);
      await options.transport(request, { identity: anonymous, signal: options.signal });
      return true;
    } catch (failure) {
      // Our own limits say nothing about the target.
      return failure instanceof TransportFailure && ownLimit(failure);
    }
  });

  /** Counts one request, or says why it may not leave. */
  function spend(url: string) {
    if (options.signal.aborted) throw new TransportFailure('aborted', 'The scan was stopped.');
    const { origin } = new URL(url);
    if (!scope.has(origin))
      throw new TransportFailure('out-of-scope', `${url} is outside the scope of this scan.`);
    const lost = lifeline.lost(origin);
    if (lost !== undefined) throw new TransportFailure('refused', lost);
    if (counts.requests >= options.maxRequests) {
      throw new TransportFailure('budget', `The budget of ${options.maxRequests} requests is used up.`);
    }
    counts.requests += 1;
  }

  function guard(request: HttpRequest, identity: Identity) {
    const safe = options.mode === 'active' || isSafe(request.method) || promptUrls.has(request.url);
    if (!safe) throw new TransportFailure('unsafe-method', `${request.method} is not sent in safe mode.`);
    const { origin, host } = new URL(request.url);
    const problem = distrusted.get(origin);
    if (problem !== undefined && needsTrust(identity)) throw untrusted(host, problem);
    spend(request.url);
  }

  /** A client certificate proves who we are without giving anything away; everything else can be stolen. */
  const needsTrust = (identity: Identity) => identity.credentials.length > 0 && !options.trustAnyCertificate;

  /**
   * Where only holders of a certificate were ever answered, to hang up on others is to refuse them: the alert that
   * says so is often lost with the connection.
   */
  function hungUp(failure: unknown, origin: string, { tls }: Identity): unknown {
    const answered = answeredTo.get(origin);
    const gated = answered !== undefined && !answered.has(undefined) && !answered.has(tls?.cert);
    if (!gated || !(failure instanceof TransportFailure) || !['reset', 'tls'].includes(failure.code))
      return failure;
    const { host } = new URL(origin);
    const says = `${host} hangs up on whoever shows no client certificate that it accepts.`;
    return new TransportFailure('client-certificate', says, { cause: failure });
  }

  async function exchangeOnce(request: HttpRequest, identity: Identity, isSecond = false): Promise<Exchange> {
    guard(request, identity);
    const id = counts.requests;
    const { origin } = new URL(request.url);
    let response: HttpResponse;
    try {
      const requireTrust = needsTrust(identity);
      response = await options.transport(request, { identity, signal: options.signal, requireTrust });
    } catch (error) {
      counts.failures += 1;
      const failure = hungUp(error, origin, identity);
      const isBack =
        failure instanceof TransportFailure && (await lifeline.failed(origin, failure, nameOf(request)));
      if (isBack && !isSecond) return exchangeOnce(request, identity, true);
      throw failure;
    }
    lifeline.answered(origin);
    const known = answeredTo.get(origin) ?? new Set();
    answeredTo.set(origin, known.add(identity.tls?.cert));
    counts.bytesReceived += response.body.length;
    if (response.tls && !response.tls.trusted) distrusted.set(origin, response.tls.problem ?? 'unknown');
    if (isAnonymous(identity) && request.method === 'GET' && !answeredOnce.has(origin)) {
      answeredOnce.set(origin, request);
    }
    if (response.truncated) readInPart += 1;
    const exchange: Exchange = { id, identity: identity.name, request, response: bodies.hold(response) };
    await watching.show(exchange);
    return exchange;
  }

  async function paced(request: HttpRequest, identity: Identity): Promise<Exchange> {
    for (let attempt = 0; ; attempt += 1) {
      const leave = await pacer.enter();
      let exchange: Exchange;
      try {
        exchange = await exchangeOnce(request, identity);
      } finally {
        leave();
      }
      const { status, totalMs } = exchange.response;
      if (status !== 429 && status !== 503) {
        pacer.wentWell(totalMs, placeOf(request));
        return exchange;
      }
      const pauseMs = retryAfterMs(exchange.response) ?? 250 * 2 ** attempt;
      // A 503 without a date is how broken operations answer; a limiter says when to come back.
      const worthWaiting = status === 429 || header(exchange.response.headers, 'retry-after') !== undefined;
      const patient = attempt < RETRIES_WHEN_LIMITED && pacer.pausedMs < LONGEST_PAUSE_TOTAL_MS;
      if (!worthWaiting || !patient || pauseMs > LONGEST_PAUSE_MS) return exchange;
      pacer.slowDown(pauseMs);
    }
  }

  async function handshakeOnce(offer: HandshakeOffer): Promise<TlsHandshake> {
    if (!options.handshake)
      throw new TransportFailure('network', 'This scan has no connection to ask TLS offers on.');
    const leave = await pacer.enter();
    try {
      spend(offer.url);
      return await options.handshake(offer, { signal: options.signal });
    } finally {
      leave();
    }
  }

  function clientFor(identity: Identity): HttpClient {
    const prepare = (spec: Parameters<HttpClient['send']>[0]) =>
      speakAs(identity, completeRequest(spec, options.userAgent));
    const once: HttpClient['once'] = (spec) => {
      const request = prepare(spec);
      const key = JSON.stringify([identity.name, request]);
      return answers
        .get(key, () => paced(request, identity))
        .catch((failure) => {
          // Kept since before anybody was answered, it may look like a mere mishap.
          throw hungUp(failure, new URL(request.url).origin, identity);
        });
    };
    async function attempted(url: string, asked: Promise<Exchange>) {
      try {
        return await asked;
      } catch (failure) {
        // That a target is gone answers no question about this request.
        const gone = lifeline.lost(new URL(url).origin) !== undefined;
        if (failure instanceof TransportFailure && !ownLimit(failure) && !gone) return failure;
        throw failure;
      }
    }
    return {
      identity,
      send: (spec) => paced(prepare(spec), identity),
      attempt: async (spec) => attempted(spec.url, paced(prepare(spec), identity)),
      once,
      attemptOnce: async (spec) => attempted(spec.url, once(spec)),
      burst: (specs, burstOptions) =>
        burst(specs.map(prepare), burstOptions, (request) => exchangeOnce(request, identity)),
      handshake(offer) {
        const key = JSON.stringify([new URL(offer.url).origin, offer.version, offer.suites]);
        const asked = handshakes.get(key) ?? handshakeOnce(offer);
        handshakes.set(key, asked);
        return asked;
      },
      as: clientFor,
    };
  }

  return {
    client: clientFor(anonymous),
    allowPrompts(urls) {
      for (const url of urls) promptUrls.add(url);
    },
    watch: watching.watch,
    traffic() {
      const cut = readInPart + bodies.shortened;
      return { ...counts, slowedDown: pacer.slowedDown, ...(cut > 0 ? { cut } : {}) };
    },
    lost: () => lifeline.lost(options.scope[0] ?? ''),
  };
}

/** `GET /beer`: without the query, which can be long and can hold secrets. */
function nameOf({ method, url }: HttpRequest): string {
  return `${method} ${new URL(url).pathname.slice(0, 80)}`;
}

/** What answers are compared by when latency is judged. */
function placeOf(request: HttpRequest): string {
  return `${request.method} ${request.url.replace(/[?#].*$/s, '')}`;
}

/** RFC 9110 section 10.2.3: seconds or a date. Undefined when absent or unreadable. */
export function retryAfterMs(response: HttpResponse, now = Date.now()): number | undefined {
  const value = header(response.headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
