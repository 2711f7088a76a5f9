import type { HttpClient, RequestSpec } from '../http/client.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Operation } from '../openapi/operation.ts';
import type { WrittenBody } from '../openapi/serialise-body.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

export const factsOfAsking = ({ id }: Operation) =>
  ({ kind: 'ask', what: `an odd value in a body of ${id}` }) as const;

/** A client for odd values of an operation that keeps nothing; it sends none where there is a `refusal`. */
export function askingClient(
  { http, journal }: Known,
  operation: Operation,
  refusal: string | undefined,
): HttpClient {
  return writingClient(http, async (asked) => {
    if (refusal !== undefined) throw new TransportFailure('unsafe-method', refusal);
    return (await journal.write(http, factsOfAsking(operation), asked)).answer;
  });
}

/** The ordinary request of an operation by POST, with this body in place of its own. */
export function withBody(frame: RequestSpec, { contentType, body }: WrittenBody): RequestSpec {
  const headers = (frame.headers ?? []).filter(([name]) => name.toLowerCase() !== 'content-type');
  return { method: 'POST', url: frame.url, headers: [...headers, ['Content-Type', contentType]], body };
}
