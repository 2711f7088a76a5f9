import type { Exchange } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Node } from '../openapi/node.ts';
import { type Amending, amended } from './amended.ts';
import { complaintsOf } from './complaints.ts';

/** After the first: a service that still refuses wants what is not known here. */
const MOST_AMENDED = 5;

export interface Learnt<Result> {
  readonly body: Node;
  readonly result: Result;
}

/**
 * Sends a body, and again as its refusal wants it: what is missing is added, what is wrong, taken or too short is
 * another value. The last result where nothing more can be learnt.
 */
export async function learnBody<Result extends { readonly answer: Exchange | TransportFailure }>(
  first: Node,
  send: (body: Node) => Promise<Result>,
  amending: Omit<Amending, 'attempt'>,
): Promise<Learnt<Result>> {
  let body = first;
  const tried = new Set([JSON.stringify(first)]);
  let result = await send(body);
  for (let attempt = 0; attempt < MOST_AMENDED; attempt += 1) {
    if (result.answer instanceof Error) break;
    const next = amended(body, complaintsOf(result.answer.response), { ...amending, attempt });
    if (!next || tried.has(JSON.stringify(next))) break;
    tried.add(JSON.stringify(next));
    try {
      result = await send(next);
    } catch (failure) {
      // What it wants may name somebody else's: that is not sent.
      if (failure instanceof TransportFailure && failure.code === 'unsafe-method') break;
      throw failure;
    }
    body = next;
  }
  return { body, result };
}
