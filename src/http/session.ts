import type { Identity } from '../identities/identity.ts';
import { anonymous, speakAs } from '../identities/identity.ts';
import { isSafe } from '../openapi/operation.ts';
import type { HttpClient, RequestSpec, Transport } from './client.ts';
import type { Exchange, HttpRequest, HttpResponse } from './exchange.ts';
import { header } from './exchange.ts';
import { createPacer } from './pacing.ts';
import { ownLimit, TransportFailure } from './transport-failure.ts';

export interface SessionOptions {
  readonly transport: Transport;
  /** Origins that may be sent to. */
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
}

export interface Traffic {
  readonly requests: number;
  readonly failures: number;
  readonly bytesReceived: number;
  readonly slowedDown: number;
}

export interface Session {
  readonly client: HttpClient;
  /** Language-model endpoints that the user allowed prompts to: POST leaves for these even in safe mode. */
  allowPrompts(urls: readonly string[]): void;
  /** Shows the watcher every exchange so far, then each as its answer arrives. One watcher; nothing is kept once it watches. */
  watch(watcher: (exchange: Exchange) => void): void;
  traffic(): Traffic;
}

/** Once a limiter answers, waiting for it more often than this only makes the scan long. */
const RETRIES_WHEN_LIMITED = 2;
const LONGEST_PAUSE_MS = 5_000;

/** Owns all sending: scope, budget, mode, pace, and the answers that rules share. */
export function openSession(options: SessionOptions): Session {
  const pacer = createPacer(options.concurrency, options.rate);
  const scope = new Set(options.scope);
  const promptUrls = new Set<string>();
  const shared = new Map<string, Promise<Exchange>>();
  const unseen: Exchange[] = [];
  let watcher = (exchange: Exchange): void => void unseen.push(exchange);
  const counts = { requests: 0, failures: 0, bytesReceived: 0 };

  function guard(request: HttpRequest) {
    if (options.signal.aborted) throw new TransportFailure('aborted', 'The scan was stopped.');
    if (!scope.has(originOf(request.url))) {
      throw new TransportFailure('out-of-scope', `${request.url} is outside the scope of this scan.`);
    }
    const safe = options.mode === 'active' || isSafe(request.method) || promptUrls.has(request.url);
    if (!safe) {
      throw new TransportFailure('unsafe-method', `${request.method} is not sent in safe mode.`);
    }
    if (counts.requests >= options.maxRequests) {
      throw new TransportFailure('budget', `The budget of ${options.maxRequests} requests is used up.`);
    }
    counts.requests += 1;
  }

  async function exchangeOnce(request: HttpRequest, identity: Identity): Promise<Exchange> {
    guard(request);
    const id = counts.requests;
    let response: HttpResponse;
    try {
      response = await options.transport(request, { identity, signal: options.signal });
    } catch (failure) {
      counts.failures += 1;
      throw failure;
    }
    counts.bytesReceived += response.body.length;
    const exchange: Exchange = { id, identity: identity.name, request, response };
    watcher(exchange);
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
        pacer.wentWell(totalMs);
        return exchange;
      }
      const pauseMs = retryAfterMs(exchange.response) ?? 250 * 2 ** attempt;
      // A 503 without a date is how broken operations answer; a limiter says when to come back.
      const worthWaiting = status === 429 || header(exchange.response.headers, 'retry-after') !== undefined;
      if (!worthWaiting || attempt >= RETRIES_WHEN_LIMITED || pauseMs > LONGEST_PAUSE_MS) return exchange;
      pacer.slowDown(pauseMs);
    }
  }

  function clientFor(identity: Identity): HttpClient {
    const prepare = (spec: RequestSpec) => speakAs(identity, complete(spec, options.userAgent));
    return {
      identity,
      send: (spec) => paced(prepare(spec), identity),
      async attempt(spec) {
        try {
          return await paced(prepare(spec), identity);
        } catch (failure) {
          if (failure instanceof TransportFailure && !ownLimit(failure)) return failure;
          throw failure;
        }
      },
      once(spec) {
        const request = prepare(spec);
        const key = JSON.stringify([identity.name, request]);
        const known = shared.get(key);
        if (known) return known;
        const asked = paced(request, identity);
        shared.set(key, asked);
        return asked;
      },
      burst: (specs, burstOptions) =>
        burst(specs.map(prepare), burstOptions, (request) => exchangeOnce(request, identity)),
      as: clientFor,
    };
  }

  return {
    client: clientFor(anonymous),
    allowPrompts(urls) {
      for (const url of urls) promptUrls.add(url);
    },
    watch(next) {
      watcher = next;
      unseen.splice(0).forEach(next);
    },
    traffic: () => ({ ...counts, slowedDown: pacer.slowedDown }),
  };
}

async function burst(
  requests: readonly HttpRequest[],
  { concurrency, until }: { concurrency: number; until?: (exchange: Exchange) => boolean },
  exchangeOnce: (request: HttpRequest) => Promise<Exchange>,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  let next = 0;
  let done = false;
  async function worker() {
    while (!done && next < requests.length) {
      const request = requests[next];
      next += 1;
      if (!request) return;
      try {
        const exchange = await exchangeOnce(request);
        exchanges.push(exchange);
        if (until?.(exchange)) done = true;
      } catch (failure) {
        if (!(failure instanceof TransportFailure) || ownLimit(failure)) throw failure;
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker));
  return exchanges;
}

function complete(spec: RequestSpec, userAgent: string): HttpRequest {
  const usual: [string, string][] = [
    ['Host', new URL(spec.url).host],
    ['User-Agent', userAgent],
    ['Accept', 'application/json, */*;q=0.8'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ];
  if (spec.body !== undefined) usual.push(['Content-Length', String(Buffer.byteLength(spec.body))]);
  const given = spec.headers ?? [];
  const named = new Set(given.map(([name]) => name.toLowerCase()));
  return {
    method: spec.method ?? 'GET',
    url: spec.url,
    headers: [...usual.filter(([name]) => !named.has(name.toLowerCase())), ...given],
    ...(spec.body === undefined ? {} : { body: spec.body }),
  };
}

function originOf(url: string): string {
  return new URL(url).origin;
}

/** RFC 9110 section 10.2.3: seconds or a date. Undefined when absent or unreadable. */
export function retryAfterMs(response: HttpResponse, now = Date.now()): number | undefined {
  const value = header(response.headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
