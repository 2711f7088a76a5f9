import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import type { ProbeContext } from '../rule.ts';

/** The entry's answer and those of every operation that can be read, as exploration got them; silence is left out. */
export async function ordinaryAnswers(context: ProbeContext, speaker: HttpClient): Promise<Exchange[]> {
  const places = await readOperations.find(context);
  const asked = await Promise.all(places.map(({ request }) => speaker.attemptOnce(request)));
  const heard = asked.filter((answer): answer is Exchange => !(answer instanceof Error));
  return [context.surface.entry, ...heard];
}
