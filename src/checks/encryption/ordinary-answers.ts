import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { ownLimit, TransportFailure } from '../../http/transport-failure.ts';
import { readOperations } from '../../places/operations.ts';
import type { ProbeContext } from '../rule.ts';

/**
 * The entry's answer and those of every operation that can be read, as exploration got them; silence, and what is
 * limited by itself, is left out.
 */
export async function ordinaryAnswers(context: ProbeContext, speaker: HttpClient): Promise<Exchange[]> {
  const places = await readOperations.find(context);
  const heard = await Promise.all(places.map(({ request }) => answerTo(request, speaker)));
  return [context.surface.entry, ...heard.filter((answer) => answer !== undefined)];
}

async function answerTo(request: RequestSpec, speaker: HttpClient): Promise<Exchange | undefined> {
  try {
    return await speaker.once(request);
  } catch (failure) {
    if (failure instanceof TransportFailure && !ownLimit(failure)) return undefined;
    throw failure;
  }
}
