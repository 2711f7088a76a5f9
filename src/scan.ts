import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { looksLikeError, looksLikeRefusal } from './answers/answers.ts';
import { CHECKS } from './checks/index.ts';
import { resourceRetention } from './checks/resource-retention.ts';
import type { Selection } from './checks/selection.ts';
import { checkSelection, EVERYTHING, operationWanted } from './checks/selection.ts';
import { createCuts } from './cuts.ts';
import { callsModel } from './discovery/calls-model.ts';
import { discover } from './discovery/discover.ts';
import { isRisky } from './discovery/risky-path.ts';
import type { Surface } from './discovery/surface.ts';
import { ScanError } from './errors.ts';
import { explore } from './exploration/explore.ts';
import { operationOutcomes } from './exploration/outcomes.ts';
import { createRecord, hearWrite } from './exploration/record.ts';
import { sifted } from './http/breath.ts';
import type { CallbackListener } from './http/callback-listener.ts';
import { succeeded } from './http/exchange.ts';
import { isLoopback } from './http/proxy.ts';
import type { RequestView } from './http/request-view.ts';
import type { Session } from './http/session.ts';
import { openSession } from './http/session.ts';
import { TransportFailure } from './http/transport-failure.ts';
import { type Identity, isAnonymous, secretsOf } from './identities/identity.ts';
import { createLogins } from './identities/logins.ts';
import { CLEAN_UP, cleanUp, cleanUpRequests } from './journal/clean-up.ts';
import { IN_MEMORY, type Journal, openJournal } from './journal/journal.ts';
import { isSafe } from './openapi/operation.ts';
import type { ScanResult } from './result.ts';
import { STOPPED_BY_USER } from './result.ts';
import { openRun } from './running/run.ts';
import { assemble, leftSentence } from './scanning/assemble.ts';
import { listeningAt } from './scanning/callback.ts';
import { discreet } from './scanning/discreet.ts';
import { enter, leadsElsewhere } from './scanning/enter.ts';
import { guidesFor } from './scanning/guides.ts';
import { networkOf, withoutForbidden } from './scanning/network.ts';
import type { ScanOptions } from './scanning/options.ts';
import { DEFAULTS } from './scanning/options.ts';
import { promptUrls } from './scanning/prompt-urls.ts';
import { readInputs } from './scanning/read-inputs.ts';
import { checkRetention, probeAlone } from './scanning/retention.ts';
import { containersIn, measuredIn, NOT_ASKED, retentionRuns } from './scanning/retention-runs.ts';
import { parseTarget } from './target.ts';
import { VERSION } from './version.ts';

export type { ScanEvent, ScanOptions } from './scanning/options.ts';

/**
 * Scans one API: URL in, result out. Ends early, with a partial result, on the signal or the time budget.
 * @throws ScanError when there is nothing to scan or nothing to judge
 */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const startedAt = Date.now();
  const mode = options.mode ?? 'safe';
  const checks = options.checks ?? CHECKS;
  const selection = options.selection ?? EVERYTHING;
  // Whoever names checks gets those and no other; the thirteenth is asked for by its own option.
  const withRetention = options.checks === undefined || options.retention !== undefined;
  const listed = withRetention ? [...checks, resourceRetention] : checks;
  checkSelection(selection, listed);
  const target = parseTarget(options.url, options.alsoInScope);
  checkRetention(options, target);

  const maxTimeMs = options.maxTimeMs ?? DEFAULTS.maxTimeMs;
  const budget = AbortSignal.timeout(maxTimeMs);
  const signal = options.signal ? AbortSignal.any([options.signal, budget]) : budget;
  // Every request under way listens to it; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  const logins = createLogins(target.url);
  let identities: readonly Identity[] = options.identities ?? [];
  const id = options.id ?? randomUUID();
  let fileSecrets: readonly string[] = [];
  const secrets = () => [
    ...identities.map(logins.current).flatMap(secretsOf),
    ...(options.foreignToken === undefined ? [] : [options.foreignToken]),
    ...journal.secrets(),
    ...fileSecrets,
  ];
  const discreetly = discreet(options.onEvent, secrets);
  const network = networkOf(options, secrets);
  const journal = openJournal(
    options.journal?.({
      version: 1,
      scan: id,
      startedAt: new Date(startedAt).toISOString(),
      target: target.url.replace(/[?#].*$/s, ''),
      scope: target.scope,
      process: process.pid,
    }) ?? IN_MEMORY,
  );
  const sessionFor = (
    scope: readonly string[],
    own?: { readonly signal: AbortSignal; readonly requests: number },
  ) =>
    openSession({
      transport: withoutForbidden(network.send, selection),
      ...(network.handshake ? { handshake: network.handshake } : {}),
      scope,
      mode,
      isNoted: journal.isNoted,
      maxRequests: own?.requests ?? options.maxRequests ?? DEFAULTS.maxRequests,
      concurrency: options.concurrency ?? DEFAULTS.concurrency,
      ...(options.rate ? { rate: options.rate } : {}),
      // What stays on this machine cannot be overheard: development servers sign for themselves.
      logins,
      trustAnyIssuer: options.trustAnyCertificate ?? false,
      trustAnyCertificate: options.trustAnyCertificate ?? isLoopback(target.hostname),
      signal: own?.signal ?? signal,
      maxTimeMs,
      turnsAway: (exchange) =>
        looksLikeRefusal(exchange) || (succeeded(exchange) && looksLikeError(exchange)),
      userAgent: `middlebrick/${VERSION}`,
      // A document of another origin is no business of the API's.
      ...(options.headers && scope === target.scope ? { headers: options.headers } : {}),
    });
  const session = sessionFor(target.scope);
  let view: RequestView | undefined;
  /** Also after the scan was stopped, ran out of time or requests, or failed. */
  const cleaned = async () => {
    const ms = signal.aborted ? CLEAN_UP.msOnceStopped : CLEAN_UP.ms;
    const own = { signal: AbortSignal.timeout(ms), requests: cleanUpRequests(journal.open()) };
    const { client, seeThrough } = sessionFor(target.scope, own);
    if (view) seeThrough(view);
    return cleanUp({ journal, client, given: identities.filter((identity) => !isAnonymous(identity)) });
  };

  let callback: CallbackListener | undefined;
  try {
    if (mode === 'active') await begun(journal);
    callback = await listeningAt(options.callback);
    discreetly.event({ type: 'discovering', url: target.url });
    for (const [at, identity] of identities.entries())
      identities = identities.with(at, await session.signIn(identity));
    const given = await readInputs(options.specs ?? [], target, sessionFor, identities);
    fileSecrets = given.secrets;
    for (const says of given.says) discreetly.warn(says);
    if (given.carried) identities = [given.carried];
    const { entry, client } = await enter(session, target.url, identities);
    const elsewhere = leadsElsewhere(entry, target.scope);
    if (elsewhere) discreetly.warn(elsewhere);
    const found = await discover({
      target,
      mode,
      llmAllowed: options.llm ?? false,
      client,
      journal,
      identities,
      foreignToken: options.foreignToken,
      entry,
      isRefusal: looksLikeRefusal,
      mayRegister: ({ method, path }) => operationWanted(selection, method, path),
      specs: given.specs,
      recordings: given.recordings,
      ...(given.schema ? { schema: given.schema } : {}),
      seeThrough: (seen) => {
        view = seen;
        session.seeThrough(seen);
      },
      basePath: options.basePath,
      usualOnly: wantsFew(options),
      fewGuesses: () => fewGuesses(options, session),
      warn: discreetly.warn,
    });
    // With what goes beside a cookie, which is as secret, and which cleaning up needs too.
    identities = identities.map(
      (one) => found.identities.find(({ credentials }) => credentials === one.credentials) ?? one,
    );
    if (found.llmAllowed) session.allowPrompts(promptUrls(found));
    for (const { identity, opened, other } of found.proofs) {
      const speaker = found.identities.find(({ name }) => name === identity);
      const given = identities.find(({ name }) => name === identity);
      if (given && other) logins.adopt(given, other.identity, other.form);
      if (speaker) session.watchLogin(speaker, opened);
    }
    const { roles, attempts } = options;
    const said = { ...(roles && { roles }), ...(attempts && { attempts }), ...(callback && { callback }) };
    const surface = await focus({ ...found, ...said }, selection);
    const record = createRecord();
    const rules = checks.reduce((count, check) => count + check.rules.length, 0);
    discreetly.event({ type: 'discovered', surface, rules });
    const cuts = createCuts();
    const run = openRun({
      ...{ surface, session, journal, cuts, checks, selection, signal },
      quick: options.quick ?? false,
      onExchange: (exchange) => hearWrite(record, exchange, found),
      onRule: ({ check, rule, status }) =>
        discreetly.event({
          type: 'rule-done',
          check: check.id,
          rule: rule.id,
          status,
          severity: rule.severity,
          requests: session.traffic().requests,
        }),
    });
    const explored = await explore({ surface, client: session.client, record, signal });
    const runs = await run({ surface: explored, record });
    await session.proveLogins();
    let partial = endedEarly(options.signal, budget, session);
    const left = await cleaned();
    const operations = await operationOutcomes({ ...found, identifiers: explored.identifiers }, record);
    const { retention } = options;
    const retained = retention
      ? await probeAlone({
          options: { ...options, onEvent: discreetly.event },
          retention,
          surface: explored,
          session,
          operations,
          cuts,
          partial,
        })
      : NOT_ASKED;
    if (options.signal?.aborted) partial = STOPPED_BY_USER;
    const allRuns = withRetention ? [...runs, ...retentionRuns(retained)] : runs;
    const { result, warnings } = await assemble({
      id,
      startedAt,
      surface: { ...explored, identities: explored.identities.map(logins.current) },
      cuts: cuts.all,
      renewals: logins.renewals,
      record,
      traffic: session.traffic(),
      checks: listed,
      runs: allRuns,
      guides: await guidesFor(allRuns, surface, containersIn(retained)),
      operations,
      secrets: given.secrets,
      suppressions: options.suppressions ?? [],
      left,
      written: journal.entries(),
      ...(partial ? { partial } : {}),
      ...(retained.status === 'ran' ? measuredIn(retained) : {}),
    });
    for (const says of warnings) discreetly.warn(says);
    return result;
  } catch (failure) {
    for (const what of await cleaned()) discreetly.warn(leftSentence(what));
    throw discreetly.failure(
      failure instanceof TransportFailure ? endedTooSoon(failure, options.signal) : failure,
    );
  } finally {
    await callback?.close();
    network.close();
  }
}

function wantsFew({ guesses, quick = false }: ScanOptions): boolean {
  return guesses === 'first' || (guesses === undefined && quick);
}

/** Why only the first of the names that operations commonly have are tried; undefined where all are. */
function fewGuesses(options: ScanOptions, session: Session): string | undefined {
  if (options.guesses === 'all') return undefined;
  if (wantsFew(options)) return 'only the first are tried, as was wanted';
  return session.traffic().rateLimited > 0
    ? 'the service limits requests, so the first are tried'
    : undefined;
}

/** What is made has to be known to a later run, should this one be killed. */
async function begun(journal: Journal): Promise<void> {
  try {
    await journal.begin();
  } catch (cause) {
    const why = (cause as Error).message;
    const says = `Active mode notes what it makes before it makes it, and the journal cannot be written (${why}): set XDG_STATE_HOME.`;
    throw new ScanError('unwritable-journal', says, { cause });
  }
}

/** Before the surface is known there is nothing to report, only a reason. */
function endedTooSoon(failure: TransportFailure, user: AbortSignal | undefined): ScanError {
  if (user?.aborted) return new ScanError('stopped', 'Stopped before there was anything to report.');
  if (failure.code === 'aborted') {
    return new ScanError('unreachable', 'The time was used up before the API was known: raise --max-time.');
  }
  const code = failure.code === 'untrusted-tls' ? 'untrusted-tls' : 'unreachable';
  return new ScanError(code, failure.message, { cause: failure });
}

/** What rules may send to: what the user wants tested, less what by its name would change or end something, or cost money. */
async function focus(surface: Surface, selection: Selection): Promise<Surface> {
  const { spec, llmAllowed } = surface;
  const operations = await sifted(surface.operations, (operation) => {
    const { method, path } = operation;
    if (!operationWanted(selection, method, path)) return false;
    return !isSafe(method) || (!isRisky(path) && (llmAllowed || !callsModel(operation, spec)));
  });
  return Object.freeze({ ...surface, operations });
}

function endedEarly(
  user: AbortSignal | undefined,
  budget: AbortSignal,
  session: Session,
): string | undefined {
  if (user?.aborted) return STOPPED_BY_USER;
  if (budget.aborted) return 'the time budget was used up';
  return session.lost() ?? session.spent();
}
