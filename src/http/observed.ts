import type { HandshakeOffer, Handshaker, TlsHandshake, Transport } from './client.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { TransportFailure } from './transport-failure.ts';

/** One thing that went over the wire, whoever asked for it, with what came of it. Nothing is redacted yet. */
export type Sent = SentRequest | SentOffer;

interface When {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly ms: number;
}

export interface SentRequest extends When {
  readonly type: 'request';
  readonly request: HttpRequest;
  /** Name of the identity that spoke. */
  readonly identity: string;
  /** Absent where no answer came; `failure` then says why. */
  readonly response?: HttpResponse;
  readonly failure?: string;
}

export interface SentOffer extends When {
  readonly type: 'offer';
  readonly offer: HandshakeOffer;
  readonly answer?: TlsHandshake;
  readonly failure?: string;
}

export interface Wire {
  readonly send: Transport;
  readonly handshake?: Handshaker;
}

/** The same wire, which tells of everything that goes over it, in the order of the answers. The observer must not throw. */
export function observed({ send, handshake }: Wire, observe: (sent: Sent) => void): Wire {
  const seen: Transport = async (request, wire) => {
    const when = stopwatch();
    const about = { type: 'request' as const, request, identity: wire.identity.name };
    try {
      const response = await send(request, wire);
      observe({ ...about, ...when(), response });
      return response;
    } catch (failure) {
      observe({ ...about, ...when(), failure: sentence(failure) });
      throw failure;
    }
  };
  if (!handshake) return { send: seen };
  return {
    send: seen,
    async handshake(offer, wire) {
      const when = stopwatch();
      try {
        const answer = await handshake(offer, wire);
        observe({ type: 'offer', offer, ...when(), answer });
        return answer;
      } catch (failure) {
        observe({ type: 'offer', offer, ...when(), failure: sentence(failure) });
        throw failure;
      }
    },
  };
}

function stopwatch(): () => When {
  const startedAt = Date.now();
  const started = performance.now();
  return () => ({ startedAt, ms: performance.now() - started });
}

function sentence(failure: unknown): string {
  if (failure instanceof TransportFailure) return `${failure.code}: ${failure.message}`;
  return failure instanceof Error ? failure.message : String(failure);
}
