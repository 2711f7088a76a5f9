import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Condition } from '../../material/injections.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { gist, outcome } from './gist.ts';

/** A request and the value in it, which the answer may repeat. */
interface Asked {
  readonly request: RequestSpec;
  readonly value: string;
}

export interface AskedCondition {
  readonly yes: readonly [Asked, Asked];
  readonly no: readonly [Asked, Asked];
}

/** Two conditions that differ only in being true: the answers follow the truth, every time. */
export interface Difference {
  readonly yes: Exchange;
  readonly no: Exchange;
  readonly ordinary: Exchange;
}

export function askedIn(slot: ParameterSlot, { yes, no }: Condition): AskedCondition {
  const asked = (value: string): Asked => ({ request: slot.with(value), value });
  return { yes: [asked(yes[0]), asked(yes[1])], no: [asked(no[0]), asked(no[1])] };
}

/**
 * Proves that a value is interpreted: true conditions are answered alike, false ones alike, and exactly one of the
 * two like the ordinary value; `whenTrue` says how the true ones are, where the language leaves one way only. Other figures and a repetition rule out search engines, filters and random answers.
 */
export async function booleanDifference(
  http: HttpClient,
  slot: ParameterSlot,
  { yes, no }: AskedCondition,
  whenTrue?: 'as the ordinary value' | 'otherwise',
): Promise<Difference | undefined> {
  const ordinary = await http.once(slot.plain);
  if (ordinary.response.status >= 500) return undefined;
  // Each login gives another session.
  const said = slot.body?.effect === 'logs in' ? outcome : gist;
  const gistOf = async ({ request, value }: Asked) => {
    const exchange = await http.attempt(request);
    return exchange instanceof Error ? undefined : { exchange, gist: said(exchange, value, slot.ordinary) };
  };
  const plain = { request: slot.plain, value: slot.ordinary };
  const base = said(ordinary, slot.ordinary);
  const isTrue = await gistOf(yes[0]);
  // Interpreted, it would be answered so: nothing has to be compared where it is not.
  const isOrdinary = isTrue?.gist === base;
  if (!isTrue || (whenTrue && isOrdinary !== (whenTrue === 'as the ordinary value'))) return undefined;
  const isFalse = await gistOf(no[0]);
  if (!isFalse || isTrue.gist === isFalse.gist) return undefined;
  if (isTrue.gist !== base && isFalse.gist !== base) return undefined;
  for (const [asked, expected] of [
    [yes[1], isTrue.gist],
    [no[1], isFalse.gist],
    [plain, base],
    [no[0], isFalse.gist],
    [yes[0], isTrue.gist],
    [plain, base],
  ] as const) {
    if ((await gistOf(asked))?.gist !== expected) return undefined;
  }
  return { yes: isTrue.exchange, no: isFalse.exchange, ordinary };
}
