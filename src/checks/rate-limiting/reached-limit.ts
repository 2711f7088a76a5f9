import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { looksLikeRefusal, servesContent } from '../answers.ts';
import { isDocumentation } from '../disclosure.ts';
import { openByNature } from '../protection.ts';
import type { Reachable } from '../sampling.ts';
import { reachable } from '../sampling.ts';
import { limited, remaining } from './limit-signs.ts';
import { itemsOf } from './list-answer.ts';

/** Beyond what a person’s client sends at once, and little enough not to hurt. */
export const BURST = 120;
const CONNECTIONS = 20;
/** Operations looked at for one that answers cheaply. */
const CANDIDATES = 8;

/** What a burst on one operation showed. */
export interface BurstOutcome {
  readonly operation: Reachable;
  /** The ordinary answer, before the burst. */
  readonly ordinary: Exchange;
  readonly sent: readonly Exchange[];
  /** The first answer that asked for less; undefined where none did. */
  readonly refusal?: Exchange;
  /** True when answers counted down, so that there is a limit beyond the burst. */
  readonly announced: boolean;
  /** True where the operation does work for a caller: a list with data, a search, content. Liveness does none. */
  readonly works: boolean;
}

const bursts = new WeakMap<Surface, Promise<BurstOutcome | undefined>>();

/** The burst, sent once in a scan whoever asks first: a fact about the target, like a shared answer. */
export function burstOnce(surface: Surface, http: HttpClient): Promise<BurstOutcome | undefined> {
  const known = bursts.get(surface);
  if (known) return known;
  const sent = burst(surface, http);
  bursts.set(surface, sent);
  return sent;
}

async function burst(surface: Surface, http: HttpClient): Promise<BurstOutcome | undefined> {
  const chosen = await cheapest(surface, http);
  if (!chosen) return undefined;
  const { operation, ordinary, works } = chosen;
  const requests = Array.from({ length: BURST }, () => operation.request);
  const sent = await http.burst(requests, {
    concurrency: CONNECTIONS,
    until: (exchange) => limited(exchange) || remaining(exchange) !== undefined,
  });
  const counts = sent.flatMap((exchange) => remaining(exchange) ?? []);
  const refusal = sent.find(limited);
  return {
    operation,
    ordinary,
    sent,
    ...(refusal ? { refusal } : {}),
    announced: counts.length > 0,
    works,
  };
}

interface Chosen {
  readonly operation: Reachable;
  readonly ordinary: Exchange;
  readonly works: boolean;
}

/** The smallest answer among those that cost the service work; time would choose another one in every scan. */
async function cheapest(surface: Surface, http: HttpClient): Promise<Chosen | undefined> {
  const answers: Chosen[] = [];
  for (const operation of reachable(surface, CANDIDATES)) {
    const ordinary = await http.once(operation.request);
    if (!servesContent(ordinary, surface)) continue;
    const works = !openByNature(operation.operation) && !isDocumentation(ordinary, surface);
    answers.push({ operation, ordinary, works });
  }
  const [best] = answers.sort((a, b) => rankOf(a) - rankOf(b) || bytesOf(a) - bytesOf(b));
  if (best) return best;
  // Where nobody is let in, trying credentials is what a limit has to stop.
  for (const operation of reachable(surface, CANDIDATES)) {
    const ordinary = await http.once(operation.request);
    if (looksLikeRefusal(ordinary)) return { operation, ordinary, works: true };
  }
  return undefined;
}

const SEARCH = /^(?:q|query|search|term|keyword|filter|s)$/i;
const bytesOf = ({ ordinary }: Chosen) => ordinary.response.body.length;

/** Lists with data and searches first, then other content, then what lives only to say that it lives. */
function rankOf({ operation: { operation }, ordinary, works }: Chosen): number {
  if (!works) return 2;
  const listed = (itemsOf(ordinary.response)?.length ?? 0) > 0;
  return listed || operation.parameters.some(({ name }) => SEARCH.test(name)) ? 0 : 1;
}

/** One request, unpaced, as it is answered at this moment. */
export async function now(http: HttpClient, request: RequestSpec): Promise<Exchange | undefined> {
  const [exchange] = await http.burst([request], { concurrency: 1 });
  return exchange;
}

/** Sends until the service asks for less, at most `atMost` times. Undefined where it never does. */
export async function reach(
  http: HttpClient,
  request: RequestSpec,
  atMost: number,
): Promise<Exchange | undefined> {
  const requests = Array.from({ length: atMost }, () => request);
  const sent = await http.burst(requests, { concurrency: CONNECTIONS, until: limited });
  return sent.find(limited);
}
