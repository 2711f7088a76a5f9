import { isFatalPage } from '../../answers/fatal-page.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';

/** An unhandled error of the service itself; 501 to 505 come from gateways and limiters, or say what is not offered. */
export function brokeDown(exchange: Exchange): boolean {
  const { status } = exchange.response;
  return status === 500 || (status > 505 && status < 600) || isFatalPage(exchange);
}

/** After the first breakdown. No rhythm: a service that fails on every second request would follow one. */
const ORDER = ['ordinary', 'ordinary', 'odd', 'odd', 'ordinary', 'odd'] as const;

/** The odd request that breaks the service every time, and the ordinary one that never does. */
export interface Breakdown {
  readonly odd: Exchange;
  readonly ordinary: Exchange;
}

/** The calm answer between requests on which the service closed the connection without one, every time. */
export async function hangUp(
  http: HttpClient,
  odd: RequestSpec,
  calm: RequestSpec,
): Promise<Exchange | undefined> {
  let answered: Exchange | undefined;
  for (const turn of ['odd', 'calm', 'odd', 'calm', 'odd'] as const) {
    const exchange = await http.attempt(turn === 'odd' ? odd : calm);
    if (turn === 'odd') {
      if (!(exchange instanceof TransportFailure) || exchange.code !== 'reset') return undefined;
    } else if (exchange instanceof Error || exchange.response.status >= 500) return undefined;
    else answered = exchange;
  }
  return answered;
}

/** Asks both, several times: random errors do not follow the value that is sent. */
export async function breakdown(
  http: HttpClient,
  odd: RequestSpec,
  ordinary: RequestSpec,
): Promise<Breakdown | undefined> {
  const first = await http.attemptOnce(odd);
  if (first instanceof Error || !brokeDown(first)) return undefined;
  let calm: Exchange | undefined;
  for (const turn of ORDER) {
    const exchange = await http.attempt(turn === 'odd' ? odd : ordinary);
    if (exchange instanceof Error) return undefined;
    if (turn === 'odd' ? !brokeDown(exchange) : exchange.response.status >= 500 || isFatalPage(exchange))
      return undefined;
    if (turn === 'ordinary') calm = exchange;
  }
  return calm && { odd: first, ordinary: calm };
}
