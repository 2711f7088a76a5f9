import type { Identity } from '../identities/identity.ts';
import { speakAs } from '../identities/identity.ts';
import type { Breath } from './breath.ts';
import { burst } from './burst.ts';
import type { HandshakeOffer, HttpClient, RequestSpec, TlsHandshake } from './client.ts';
import type { Exchange, HttpRequest } from './exchange.ts';
import type { Patience } from './patience.ts';
import type { SessionOptions } from './session-options.ts';
import type { SharedAnswers } from './shared-answers.ts';
import { saysNothing, TransportFailure } from './transport-failure.ts';

/** What the clients of a session need of it. */
export interface ClientParts {
  readonly complete: (spec: RequestSpec) => HttpRequest;
  /** Sends, with the session's guards. @throws TransportFailure */
  readonly exchangeOnce: (
    request: HttpRequest,
    identity: Identity,
    how?: { readonly isNoted?: boolean },
  ) => Promise<Exchange>;
  /** Sends, and waits where a limit or a busy target refuses. */
  readonly answer: Patience['answer'];
  readonly shared: SharedAnswers;
  /** The identity with its newest session. */
  readonly current: (identity: Identity) => Identity;
  /** True where the journal holds this write. */
  readonly isNoted: NonNullable<SessionOptions['isNoted']>;
  /** True where the target stopped answering. */
  readonly isLost: (origin: string) => boolean;
  /** The failure as what it means to who holds no certificate that is accepted. */
  readonly hungUp: (failure: unknown, origin: string, identity: Identity) => unknown;
  readonly handshakeOnce: (offer: HandshakeOffer) => Promise<TlsHandshake>;
  readonly breathe: Breath;
}

/** The ways to ask, each as one identity. What is asked with `once` and what is offered by TLS is asked once for all. */
export function createClients({
  complete,
  exchangeOnce,
  answer,
  shared,
  current,
  isNoted,
  isLost,
  hungUp,
  handshakeOnce,
  breathe,
}: ClientParts): (identity: Identity) => HttpClient {
  const handshakes = new Map<string, Promise<TlsHandshake>>();
  return function clientFor(identity) {
    const asked = (request: HttpRequest, noted = false) => {
      const voice = { origin: new URL(request.url).origin, identity: identity.name };
      return answer(request, voice, () => exchangeOnce(request, identity, { isNoted: noted }));
    };
    const once: HttpClient['once'] = async (spec) => {
      // A rule that asks for a thousand known answers waits for nobody in between.
      await breathe();
      const request = complete(spec);
      // By the credential that was given: a renewed one asks nothing else.
      const key = JSON.stringify([identity.name, speakAs(identity, request)]);
      const exchange = await shared
        .get(key, () => asked(request))
        .catch((failure) => {
          if (spec.evenRefused && failure instanceof TransportFailure && failure.refusal)
            return failure.refusal;
          // Kept since before anybody was answered, it may look like a mere mishap.
          throw hungUp(failure, new URL(request.url).origin, identity);
        });
      // All who waited for this answer go on at this moment.
      await breathe();
      return exchange;
    };
    const send: HttpClient['send'] = (spec) =>
      asked(complete(spec)).catch((failure) => {
        if (spec.evenRefused && failure instanceof TransportFailure && failure.refusal)
          return failure.refusal;
        throw failure;
      });
    async function attempted(url: string, asking: Promise<Exchange>) {
      try {
        return await asking;
      } catch (failure) {
        // That a target is gone answers no question about this request.
        const gone = isLost(new URL(url).origin);
        if (failure instanceof TransportFailure && !saysNothing(failure) && !gone) return failure;
        throw failure;
      }
    }
    return {
      get identity() {
        return current(identity);
      },
      send,
      attempt: async (spec) => attempted(spec.url, send(spec)),
      once,
      attemptOnce: async (spec) => attempted(spec.url, once(spec)),
      burst: (specs, burstOptions) =>
        burst(specs.map(complete), burstOptions, (request) => exchangeOnce(request, identity)),
      async write(entry, spec) {
        const noted = isNoted(entry, spec);
        // Whoever takes a refusal for an answer asks about the limit itself: it is not waited for.
        const request = complete(spec);
        const asking = spec.evenRefused
          ? exchangeOnce(request, identity, { isNoted: noted })
          : asked(request, noted);
        return attempted(spec.url, asking);
      },
      handshake(offer) {
        const key = JSON.stringify([new URL(offer.url).origin, offer.version, offer.suites]);
        const asked = handshakes.get(key) ?? handshakeOnce(offer);
        handshakes.set(key, asked);
        return asked;
      },
      as: clientFor,
    };
  };
}
