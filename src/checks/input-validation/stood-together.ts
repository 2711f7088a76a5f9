import { sameKind, servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isJson } from '../../http/exchange.ts';
import { requestOf } from '../../places/operations.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import type { ProbeContext } from '../rule.ts';

/**
 * The answer to an odd value in every query parameter of the operation at once, where it is data of the ordinary kind:
 * then none of the values changed anything, and each alone would not either. Undefined where each has to be asked alone:
 * a refusal or an empty list may be that of another parameter, and a page shows each in a place of its own.
 */
export async function stoodTogether(
  { http, surface }: Pick<ProbeContext, 'http' | 'surface'>,
  slot: ParameterSlot,
  valueIn: (slot: ParameterSlot) => string,
): Promise<Exchange | undefined> {
  const request = slot.allWithRaw?.(valueIn);
  if (!request) return undefined;
  const ordinary = await http.attemptOnce(requestOf(surface, slot.operation));
  if (ordinary instanceof Error || !isJson(ordinary.response) || !servesContent(ordinary, surface))
    return undefined;
  const answer = await http.attemptOnce(request);
  if (answer instanceof Error || !servesContent(answer, surface) || !sameKind(ordinary, answer))
    return undefined;
  return answer;
}
