import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { mediaType } from '../../http/exchange.ts';
import type { OperationPlace } from '../../places/operations.ts';
import { readOperations } from '../../places/operations.ts';
import type { Known, PlaceKind } from '../../places/place.ts';
import type { OperationStatus } from '../../result.ts';
import { isDocumentation } from '../disclosure.ts';
import { isMetricsPage } from '../metrics-pages.ts';
import { openByNature } from '../protection.ts';
import type { ProbeContext, Verdict } from '../rule.ts';
import { untested } from '../rule.ts';
import { limited, remaining } from './limit-signs.ts';
import { itemsOf } from './list-answer.ts';

/** Beyond what a person’s client sends at once, and little enough not to hurt. */
export const BURST = 120;
const CONNECTIONS = 20;

/** What a burst on one operation showed. */
export interface BurstOutcome {
  readonly operation: OperationPlace;
  /** The ordinary answer, before the burst. */
  readonly ordinary: Exchange;
  readonly sent: readonly Exchange[];
  /** The first answer that asked for less; undefined where none did. */
  readonly refusal?: Exchange;
  /** True when answers counted down, so that there is a limit beyond the burst. */
  readonly announced: boolean;
  /** True where the operation does work for a caller: a list with data, a search, content. Liveness, figures for collectors, pages for people and streams of events do none. */
  readonly works: boolean;
}

/** The one burst of a scan; without an outcome where no operation answers. */
export interface BurstPlace {
  readonly outcome?: BurstOutcome;
}

/** More requests than a person sends, on one operation: sent once for all rules that ask about limits. */
export const burst: PlaceKind<BurstPlace> = {
  one: 'burst of requests',
  many: 'bursts of requests',
  async find(known) {
    const chosen = await mostTelling(known);
    return [chosen ? { outcome: await sendBurst(chosen, known.http) } : {}];
  },
  key: ({ outcome }) => outcome?.operation.operation.id ?? 'none',
  operationOf: ({ outcome }) => outcome?.operation.operation,
};

/** Judges what the burst showed, where there was one. */
export const ofBurst =
  (judge: (outcome: BurstOutcome, context: ProbeContext) => Verdict | Promise<Verdict>) =>
  ({ outcome }: BurstPlace, context: ProbeContext) =>
    outcome ? judge(outcome, context) : untested('no GET operation responds');

async function sendBurst(chosen: Chosen, http: HttpClient): Promise<BurstOutcome> {
  const requests = Array.from({ length: BURST }, () => chosen.operation.request);
  const sent = await http.burst(requests, {
    concurrency: CONNECTIONS,
    until: (exchange) => limited(exchange) || remaining(exchange) !== undefined,
  });
  const counts = sent.flatMap((exchange) => remaining(exchange) ?? []);
  const refusal = sent.find(limited);
  return { ...chosen, sent, ...(refusal ? { refusal } : {}), announced: counts.length > 0 };
}

type Chosen = Pick<BurstOutcome, 'operation' | 'ordinary' | 'works'>;

/** The operation whose limit tells most, of all that answer. */
async function mostTelling(known: Known): Promise<Chosen | undefined> {
  const { surface, http, record } = known;
  let best: Chosen | undefined;
  let closed: Chosen | undefined;
  for (const operation of await readOperations.find(known)) {
    const heard = record.heard(operation.operation, http.identity)?.status;
    if (heard !== undefined && !CHOSEN.has(heard)) continue;
    const ordinary = await http.attemptOnce(operation.request);
    if (ordinary instanceof Error) continue;
    const works =
      !openByNature(operation.operation) &&
      // A stream of events stays open on purpose: what limits it is a number of connections.
      !/html|event-stream/.test(mediaType(ordinary.response)) &&
      !isMetricsPage(ordinary) &&
      !isDocumentation(ordinary, surface);
    const answer = { operation, ordinary, works };
    if (servesContent(ordinary, surface)) best = best && compare(best, answer) <= 0 ? best : answer;
    else if (looksLikeRefusal(ordinary)) closed ??= { ...answer, works: true };
  }
  // Where nobody is let in, trying credentials is what a limit has to stop.
  return best ?? closed;
}

/** The smallest answer among those that cost the service work; time would choose another one in every scan. */
function compare(a: Chosen, b: Chosen): number {
  return rankOf(a) - rankOf(b) || bytesOf(a) - bytesOf(b);
}

/** What was heard of operations that answer, or that ask for a credential. */
const CHOSEN: ReadonlySet<OperationStatus> = new Set(['tested', 'unauthorized', 'forbidden', 'redirected']);

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
