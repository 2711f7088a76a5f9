import { setMaxListeners } from 'node:events';
import { assemble } from './assemble.ts';
import { CHECKS } from './checks/index.ts';
import type { Check } from './checks/rule.ts';
import { runChecks } from './checks/run.ts';
import type { Selection } from './checks/selection.ts';
import { checkSelection, EVERYTHING, forbidden, operationWanted } from './checks/selection.ts';
import type { Suppression } from './compare/suppressions.ts';
import { trackCoverage } from './discovery/coverage.ts';
import { discover } from './discovery/discover.ts';
import { isRisky } from './discovery/risky-path.ts';
import type { Mode, Surface } from './discovery/surface.ts';
import { ScanError } from './errors.ts';
import type { AddressGuard } from './http/address-guard.ts';
import type { Handshaker, HttpClient, Transport } from './http/client.ts';
import type { Exchange } from './http/exchange.ts';
import type { ProxySettings } from './http/proxy.ts';
import { isLoopback } from './http/proxy.ts';
import type { Session } from './http/session.ts';
import { openSession } from './http/session.ts';
import { openTransport } from './http/transport.ts';
import { TransportFailure } from './http/transport-failure.ts';
import type { Identity } from './identities/identity.ts';
import { speakAs } from './identities/identity.ts';
import { isSafe } from './openapi/operation.ts';
import type { SpecInput } from './read-spec.ts';
import { readSpec } from './read-spec.ts';
import type { ScanResult, Severity, Status } from './result.ts';
import { STOPPED_BY_USER } from './result.ts';
import { parseTarget } from './target.ts';
import { VERSION } from './version.ts';

export interface ScanOptions {
  readonly url: string;
  readonly identities?: readonly Identity[];
  /** OpenAPI document; looked for where left out. */
  readonly spec?: SpecInput;
  readonly mode?: Mode;
  /** Prompts may be sent to language-model endpoints. */
  readonly llm?: boolean;
  readonly alsoInScope?: readonly string[];
  readonly selection?: Selection;
  readonly suppressions?: readonly Suppression[];
  readonly maxRequests?: number;
  /** Milliseconds for the whole scan; what was found by then is kept. */
  readonly maxTimeMs?: number;
  readonly concurrency?: number;
  /** Requests per second. */
  readonly rate?: number;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
  /** Send credentials even where the certificate does not verify. */
  readonly trustAnyCertificate?: boolean;
  readonly proxies?: ProxySettings;
  /** Refuses private, link-local and metadata addresses: for servers that scan on behalf of others. */
  readonly addressGuard?: AddressGuard;
  /** Checks to run; all where left out. */
  readonly checks?: readonly Check[];
  /** Replaces the network, for dry runs and replayed scans. */
  readonly transport?: Transport;
  /** Replaces TLS probing together with `transport`; without it, a replaced network has none. */
  readonly handshake?: Handshaker;
  /** Ends the scan early; what was found by then is kept. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ScanEvent) => void;
}

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
  | { readonly type: 'warning'; readonly says: string };

export const DEFAULTS = { maxRequests: 4_000, maxTimeMs: 120_000, concurrency: 10 };

/**
 * Scans one API: URL in, result out. Ends early, with a partial result, on the signal or the time budget.
 * @throws ScanError when there is nothing to scan or nothing to judge
 */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const startedAt = Date.now();
  const mode = options.mode ?? 'safe';
  const checks = options.checks ?? CHECKS;
  const selection = options.selection ?? EVERYTHING;
  checkSelection(selection, checks);
  const target = parseTarget(options.url, options.alsoInScope);

  const budget = AbortSignal.timeout(options.maxTimeMs ?? DEFAULTS.maxTimeMs);
  const signal = options.signal ? AbortSignal.any([options.signal, budget]) : budget;
  // Every request under way listens to it; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  const network = networkOf(options);
  const sessionFor = (scope: readonly string[]) =>
    openSession({
      transport: withoutForbidden(network.send, selection),
      ...(network.handshake ? { handshake: network.handshake } : {}),
      scope,
      mode,
      maxRequests: options.maxRequests ?? DEFAULTS.maxRequests,
      concurrency: options.concurrency ?? DEFAULTS.concurrency,
      ...(options.rate ? { rate: options.rate } : {}),
      // What stays on this machine cannot be overheard: development servers sign for themselves.
      trustAnyCertificate: options.trustAnyCertificate ?? isLoopback(target.hostname.replace(/^\[|\]$/g, '')),
      signal,
      userAgent: `middlebrick/${VERSION}`,
    });
  const session = sessionFor(target.scope);

  try {
    options.onEvent?.({ type: 'discovering', url: target.url });
    const spec = options.spec && (await readSpec(options.spec, target, sessionFor));
    const { entry, client } = await enter(session, target.url, options.identities ?? []);
    const found = await discover({
      target,
      mode,
      llmAllowed: options.llm ?? false,
      client,
      identities: options.identities ?? [],
      entry,
      ...(spec ? { spec } : {}),
    });
    if (found.llmAllowed) session.allowPrompts(promptUrls(found));
    const surface = focus(found, selection);
    const coverage = trackCoverage(found);
    const rules = checks.reduce((count, check) => count + check.rules.length, 0);
    options.onEvent?.({ type: 'discovered', surface, rules });
    const runs = await runChecks({
      surface,
      session,
      checks,
      selection,
      signal,
      onExchange: coverage.see,
      onRule: ({ check, rule, status }) =>
        options.onEvent?.({
          type: 'rule-done',
          check: check.id,
          rule: rule.id,
          status,
          severity: rule.severity,
          requests: session.traffic().requests,
        }),
    });
    const partial = endedEarly(options.signal, budget, session);
    const { result, warnings } = assemble({
      startedAt,
      surface,
      traffic: session.traffic(),
      checks,
      runs,
      operations: coverage.outcomes(),
      suppressions: options.suppressions ?? [],
      ...(partial ? { partial } : {}),
    });
    for (const says of warnings) options.onEvent?.({ type: 'warning', says });
    return result;
  } catch (failure) {
    throw failure instanceof TransportFailure ? endedTooSoon(failure) : failure;
  } finally {
    network.close();
  }
}

/** Where prompts may go, as each identity writes it: a key in the query is part of the URL. */
function promptUrls({ llmEndpoints, identities }: Surface): string[] {
  return llmEndpoints.flatMap(({ url }) =>
    identities.map((identity) => speakAs(identity, { method: 'POST', url, headers: [] }).url),
  );
}

/** Before the surface is known there is nothing to report, only a reason. */
function endedTooSoon(failure: TransportFailure): ScanError {
  const code =
    failure.code === 'aborted'
      ? 'stopped'
      : failure.code === 'untrusted-tls'
        ? 'untrusted-tls'
        : 'unreachable';
  return new ScanError(code, failure.message, { cause: failure });
}

/** What rules may send to: what the user wants tested, less what by its name would change or end something. */
function focus(surface: Surface, selection: Selection): Surface {
  const operations = surface.operations.filter(
    ({ method, path }) => operationWanted(selection, method, path) && !(isSafe(method) && isRisky(path)),
  );
  return Object.freeze({ ...surface, operations });
}

function networkOf(options: ScanOptions): {
  readonly send: Transport;
  readonly handshake?: Handshaker;
  close(): void;
} {
  if (options.transport) {
    return {
      send: options.transport,
      ...(options.handshake ? { handshake: options.handshake } : {}),
      close() {},
    };
  }
  return openTransport({
    ...(options.ca ? { ca: options.ca } : {}),
    ...(options.proxies ? { proxies: options.proxies } : {}),
    ...(options.addressGuard ? { guard: options.addressGuard } : {}),
  });
}

/** What the user excluded is refused at the last gate before the network, whoever asks for it. */
function withoutForbidden(send: Transport, selection: Selection): Transport {
  return async (request, wire) => {
    const { pathname } = new URL(request.url);
    if (forbidden(selection, request.method, pathname)) {
      throw new TransportFailure('out-of-scope', `${request.method} ${pathname} is excluded by the user.`);
    }
    return send(request, wire);
  };
}

/**
 * The first request: without an answer to it there is nothing to scan. A service that talks to nobody without a
 * client certificate is entered, and looked around in, with the user's.
 */
async function enter(
  { client }: Session,
  url: string,
  identities: readonly Identity[],
): Promise<{ readonly entry: Exchange; readonly client: HttpClient }> {
  const holder = identities.find(({ tls }) => tls);
  try {
    try {
      return { entry: await client.once({ url }), client };
    } catch (failure) {
      const refused = failure instanceof TransportFailure && ASKS_FOR_CERTIFICATE.has(failure.code);
      if (!holder || !refused) throw failure;
    }
    const known = client.as(holder);
    return { entry: await known.once({ url }), client: known };
  } catch (failure) {
    if (!(failure instanceof TransportFailure)) throw failure;
    const code =
      failure.code === 'tls' || failure.code === 'client-certificate' ? 'tls-refused' : 'unreachable';
    throw new ScanError(code, failure.message, { cause: failure });
  }
}

/** Some servers close the connection instead of sending the alert. */
const ASKS_FOR_CERTIFICATE: ReadonlySet<string> = new Set(['client-certificate', 'tls', 'reset']);

function endedEarly(
  user: AbortSignal | undefined,
  budget: AbortSignal,
  session: Session,
): string | undefined {
  if (user?.aborted) return STOPPED_BY_USER;
  if (budget.aborted) return 'the time budget was used up';
  return session.lost();
}
