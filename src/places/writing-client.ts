import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { isSafe } from '../openapi/operation.ts';

/** Sends one request that is no read. @throws TransportFailure where it was not sent */
export type SendWrite = (request: RequestSpec) => Promise<Exchange | TransportFailure>;

/**
 * A client whose reads are those of `client`, and whose other requests leave by `write`, which notes them in the
 * journal: so rules ask about a member of a body as they ask about a parameter.
 */
export function writingClient(client: HttpClient, send: SendWrite): HttpClient {
  const write: SendWrite = (request) =>
    send(request).catch((failure) => {
      // A limit on what is done by POST is as it should be: it ends the looking, and is no mishap.
      const isLimit = failure instanceof TransportFailure && failure.code === 'rate-limited';
      throw isLimit ? new TransportFailure('unsafe-method', failure.message) : failure;
    });
  const shared = new Map<string, Promise<Exchange | TransportFailure>>();
  const isWrite = ({ method = 'GET' }: RequestSpec) => !isSafe(method);
  const attempt = async (request: RequestSpec) =>
    isWrite(request) ? write(request) : client.attempt(request);
  const attemptOnce = async (request: RequestSpec) => {
    if (!isWrite(request)) return client.attemptOnce(request);
    const key = JSON.stringify([request.method, request.url, request.headers, String(request.body)]);
    const known = shared.get(key) ?? write(request);
    shared.set(key, known);
    return known;
  };
  return {
    get identity() {
      return client.identity;
    },
    attempt,
    attemptOnce,
    send: async (request) => answered(await attempt(request)),
    once: async (request) => answered(await attemptOnce(request)),
    burst: (requests, options) => client.burst(requests, options),
    write: (entry, request) => client.write(entry, request),
    handshake: (offer) => client.handshake(offer),
    as: (identity) => client.as(identity),
  };
}

function answered(answer: Exchange | TransportFailure): Exchange {
  if (answer instanceof Error) throw answer;
  return answer;
}
