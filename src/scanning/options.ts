import type { Check } from '../checks/rule.ts';
import type { Selection } from '../checks/selection.ts';
import type { Suppression } from '../compare/suppressions.ts';
import type { Mode, RolePolicy, Surface } from '../discovery/surface.ts';
import type { AddressGuard } from '../http/address-guard.ts';
import type { CallbackPlace } from '../http/callback-listener.ts';
import type { Handshaker, Transport } from '../http/client.ts';
import type { HeaderList } from '../http/exchange.ts';
import type { ProxySettings } from '../http/proxy.ts';
import type { Identity } from '../identities/identity.ts';
import type { Head } from '../journal/entry.ts';
import type { JournalStore } from '../journal/journal.ts';
import type { Severity, Status } from '../result.ts';
import type { RetentionEvent } from '../retention/events.ts';
import type { RetentionOptions } from '../retention/options.ts';
import type { RetentionResult } from '../retention/result.ts';
import type { SpecInput } from './read-inputs.ts';
import type { ShownTraffic } from './shown-traffic.ts';

export interface ScanOptions {
  readonly url: string;
  /** Id of the result, for whoever has promised one; a new one where left out. */
  readonly id?: string;
  readonly identities?: readonly Identity[];
  /** Sent with every request to the API, whoever asks: a tenant, a version. No credentials. */
  readonly headers?: HeaderList;
  /** A JWT that the issuer gave out for another service: this one has to refuse it. */
  readonly foreignToken?: string;
  /** Operations that each role may call, as patterns such as `GET /orders*`: what answers otherwise is a finding. */
  readonly roles?: RolePolicy;
  /**
   * OpenAPI documents, looked for where none is among them; collections, recordings and commands, whose requests become
   * operations beside theirs.
   */
  readonly specs?: readonly SpecInput[];
  /** Path of the target that the document's operations lie below; empty for the root. Found out where left out. */
  readonly basePath?: string;
  readonly mode?: Mode;
  /** Names that operations commonly have, tried beside the known ones; the first ones only in a quick scan. */
  readonly guesses?: 'all' | 'first';
  /** A few places for each rule, and fewer guesses at paths: a few hundred requests. What was left out is said. */
  readonly quick?: boolean;
  /** Prompts may be sent to language-model endpoints. */
  readonly llm?: boolean;
  readonly alsoInScope?: readonly string[];
  readonly selection?: Selection;
  readonly suppressions?: readonly Suppression[];
  readonly maxRequests?: number;
  /** Milliseconds for the whole scan; what was found by then is kept. */
  readonly maxTimeMs?: number;
  readonly concurrency?: number;
  /** Wrong passwords or codes in a row, for each operation, at accounts and things of the scan's own. */
  readonly attempts?: number;
  /** Requests per second. */
  readonly rate?: number;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
  /** Send credentials even where the certificate does not verify. */
  readonly trustAnyCertificate?: boolean;
  readonly proxies?: ProxySettings;
  /** Where a target that is elsewhere reaches this machine, for proofs of requests that it sends itself. */
  readonly callback?: CallbackPlace;
  /** Refuses private, link-local and metadata addresses: for servers that scan on behalf of others. */
  readonly addressGuard?: AddressGuard;
  /** Measures memory per credential after all checks, alone, with load: up to 90 s that `maxTimeMs` does not count. */
  readonly retention?: RetentionRequest;
  /** Checks to run; all where left out. */
  readonly checks?: readonly Check[];
  /** Replaces the network, for dry runs and replayed scans. */
  readonly transport?: Transport;
  /** Replaces TLS probing together with `transport`; without it, a replaced network has none. */
  readonly handshake?: Handshaker;
  /** Ends the scan early; what was found by then is kept. */
  readonly signal?: AbortSignal;
  /** Where writes are noted before they are sent, so that a later run can remove what this one could not; else in memory. */
  readonly journal?: (head: Head) => JournalStore;
  readonly onEvent?: (event: ScanEvent) => void;
  /** Told of every request as its answer arrives, secrets taken out; the load of the retention probe is left out. Must not throw. */
  readonly onTraffic?: (traffic: ShownTraffic) => void;
}

/** The retention probe as part of a scan: trust and client certificate are the scan's. */
export type RetentionRequest = Omit<RetentionOptions, 'url' | 'ca' | 'verify' | 'tls'> & {
  /** Endpoint to ask; up to ten that take a credential are chosen where left out. */
  readonly url?: string | undefined;
};

/** Progress, for people to watch. Nothing depends on anyone listening. */
export type ScanEvent =
  | { readonly type: 'discovering'; readonly url: string }
  | { readonly type: 'discovered'; readonly surface: Surface; readonly rules: number }
  | {
      readonly type: 'rule-done';
      readonly check: string;
      readonly rule: string;
      readonly status: Status;
      readonly severity: Severity;
      readonly requests: number;
    }
  | { readonly type: 'retention'; readonly event: RetentionEvent }
  /** With its recording, which the result of a scan leaves out. */
  | { readonly type: 'retention-measured'; readonly result: RetentionResult }
  | { readonly type: 'warning'; readonly says: string };

export const DEFAULTS = { maxRequests: 10_000, maxTimeMs: 120_000, concurrency: 10 };
