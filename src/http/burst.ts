import type { Exchange, HttpRequest } from './exchange.ts';
import { ownLimit, TransportFailure } from './transport-failure.ts';

export interface BurstOptions {
  readonly concurrency: number;
  readonly until?: (exchange: Exchange) => boolean;
}

/** A target that answers none of this many rounds in a row has had enough, or has locked us out. */
const ROUNDS_WITHOUT_ANSWER = 2;

/** All requests over `concurrency` workers, unpaced. Requests without an answer are left out. */
export async function burst(
  requests: readonly HttpRequest[],
  { concurrency, until }: BurstOptions,
  send: (request: HttpRequest) => Promise<Exchange>,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  let next = 0;
  let failedInARow = 0;
  let done = false;
  async function worker() {
    while (!done && next < requests.length) {
      const request = requests[next];
      next += 1;
      if (!request) return;
      try {
        const exchange = await send(request);
        exchanges.push(exchange);
        failedInARow = 0;
        if (until?.(exchange)) done = true;
      } catch (failure) {
        done ||= failedInARow >= concurrency * ROUNDS_WITHOUT_ANSWER;
        failedInARow += 1;
        if (!(failure instanceof TransportFailure) || ownLimit(failure)) {
          done = true;
          throw failure;
        }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, worker));
  return exchanges;
}
