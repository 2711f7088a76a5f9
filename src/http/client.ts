import type { Identity } from '../identities/identity.ts';
import type { Exchange, HeaderList, HttpRequest, HttpResponse } from './exchange.ts';
import type { TransportFailure } from './transport-failure.ts';

/** How a request is put on the wire, beside the request itself. */
export interface WireOptions {
  readonly identity: Identity;
  readonly signal: AbortSignal;
  /** True: nothing is sent unless the server's certificate verifies. */
  readonly requireTrust?: boolean;
}

/**
 * The only function that touches the network. Live, mutual-TLS, fake and replayed scans differ in this value alone.
 * @throws TransportFailure when no answer came
 */
export type Transport = (request: HttpRequest, wire: WireOptions) => Promise<HttpResponse>;

export type TlsVersion = 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2';

/** What a hand-made ClientHello offers: one protocol version and nothing but these cipher suites. */
export interface HandshakeOffer {
  /** Any https URL of the origin to ask. */
  readonly url: string;
  readonly version: TlsVersion;
  /** IANA numbers; all that this version commonly has where left out. */
  readonly suites?: readonly number[];
}

/** The server's first answer to an offer. A server that took it has chosen; nothing more is said to it. */
export type TlsHandshake =
  | {
      readonly accepted: true;
      readonly version: TlsVersion;
      readonly suite: number;
      readonly cipher: string;
    }
  | { readonly accepted: false; readonly alert?: string };

/** Asks one offer. @throws TransportFailure when nothing that is TLS, nor a closed connection, came back */
export type Handshaker = (
  offer: HandshakeOffer,
  wire: { readonly signal: AbortSignal },
) => Promise<TlsHandshake>;

/** A request as a rule writes it; the client adds the identity's credential and the usual headers. */
export interface RequestSpec {
  /** GET where left out. */
  readonly method?: string;
  /** Absolute; path and query are sent as written. */
  readonly url: string;
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
  /** A 429 or 503 that outlives all patience is an answer too: for who asks what the service is, or how it refuses. */
  readonly evenRefused?: true;
}

declare const noted: unique symbol;

/** Says that a write stands in the journal. Only `journal/` makes one, each for a single request. */
export interface Noted {
  readonly [noted]: true;
}

/** What rules hold: sends as one identity, within scope, budget, mode and pace. */
export interface HttpClient {
  readonly identity: Identity;
  /** @throws TransportFailure when no answer came. A 429 or 503 is waited for and asked again; one that stays is none. */
  send(request: RequestSpec): Promise<Exchange>;
  /** Where having no answer is an answer: the failure is returned. Our own limits, 429 and 503 still throw. */
  attempt(request: RequestSpec): Promise<Exchange | TransportFailure>;
  /** The request as given, sent at most once per identity in a whole scan and shared by all who ask for it. */
  once(request: RequestSpec): Promise<Exchange>;
  /** `once` where having no answer is an answer: shared like it, and the failure is returned like that of `attempt`. */
  attemptOnce(request: RequestSpec): Promise<Exchange | TransportFailure>;
  /**
   * All requests at once over `concurrency` connections, unpaced, 429 included: for disruptive rules only.
   * Stops early when `until` says so; requests without an answer are left out.
   */
  burst(
    requests: readonly RequestSpec[],
    options: { readonly concurrency: number; readonly until?: (exchange: Exchange) => boolean },
  ): Promise<readonly Exchange[]>;
  /**
   * Sends what may change something, in active mode only, and never a second time by itself. Everything else refuses
   * such a request, so that nothing is written that the journal does not know of.
   */
  write(entry: Noted, request: RequestSpec): Promise<Exchange | TransportFailure>;
  /** What the server makes of one TLS offer; counts as a request. Each offer is asked once in a whole scan. */
  handshake(offer: HandshakeOffer): Promise<TlsHandshake>;
  /** The same session speaking as somebody else. */
  as(identity: Identity): HttpClient;
}
