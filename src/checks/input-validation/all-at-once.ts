import { looksLikeError } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import { type Exchange, succeeded } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { ParameterSlot } from '../../places/parameters.ts';

/** Refused for a sign in it or for its length: one of the payloads alone may be taken. */
const REFUSED: ReadonlySet<number> = new Set([400, 403, 406, 413, 414, 422, 431]);

/**
 * True where one value that holds all payloads was taken and none of them did anything: then none would alone. False
 * where it did something, or was refused, so that each has to be tried.
 */
export async function noneDoesAnything(
  http: HttpClient,
  slot: ParameterSlot,
  value: string,
  didSomething: (answer: Exchange) => boolean,
): Promise<boolean> {
  const schema = slot.body?.member.schema ?? slot.parameter?.schema;
  const longest = isNode(schema) && typeof schema.maxLength === 'number' ? schema.maxLength : undefined;
  if (longest !== undefined && value.length > longest) return false;
  const answer = await http.attempt(slot.with(value));
  if (answer instanceof Error || didSomething(answer)) return false;
  const { status } = answer.response;
  return !REFUSED.has(status) && status < 500 && !(succeeded(answer) && looksLikeError(answer));
}
