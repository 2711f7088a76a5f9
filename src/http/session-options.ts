import type { Logins } from '../identities/logins.ts';
import type { Handshaker, Noted, RequestSpec, Transport } from './client.ts';
import type { Exchange, HeaderList, HttpRequest } from './exchange.ts';

export interface SessionOptions {
  readonly transport: Transport;
  /** Asks TLS offers; without one, `handshake` fails. */
  readonly handshake?: Handshaker;
  /** Origins that may be sent to; the first is the target's. */
  readonly scope: readonly string[];
  /** Only GET, HEAD, OPTIONS and TRACE leave in safe mode, POST of GraphQL queries, and POST to `promptUrls`; in active mode also what is noted. */
  readonly mode: 'safe' | 'active';
  /** Whether the journal has noted this very request, which has not been sent yet. Nothing is noted where left out. */
  readonly isNoted?: (entry: Noted, request: RequestSpec) => boolean;
  readonly maxRequests: number;
  readonly concurrency: number;
  /** Requests per second; unbounded where left out. */
  readonly rate?: number;
  /** Ends everything: the user's Ctrl-C or the time budget. */
  readonly signal: AbortSignal;
  /** Milliseconds until the signal will end everything: a rate limit that opens later is not waited for. */
  readonly maxTimeMs?: number;
  /** What a service may say to who is no longer let in, whatever status it uses: 401 and 403 where left out. */
  readonly turnsAway?: (exchange: Exchange) => boolean;
  readonly userAgent: string;
  /** Sent with every request, whoever asks: a tenant, a version. */
  readonly headers?: HeaderList;
  /** Makes sessions of users anew when they expire; none is where left out. */
  readonly logins?: Logins;
  /** Lets passwords go to issuers elsewhere whose certificate does not verify; the scope has its own word. */
  readonly trustAnyIssuer?: boolean;
  /** Lets credentials go to servers whose certificate does not verify. */
  readonly trustAnyCertificate?: boolean;
}

/** How a request is sent that was sent before, or that is unlike others. */
export interface Resent {
  readonly isSecond?: boolean;
  readonly unwatched?: boolean;
  readonly isNoted?: boolean;
  readonly renewed?: number;
  /** What the view has sent instead, after an answer. */
  readonly rest?: HttpRequest;
}
