import { setMaxListeners } from 'node:events';
import type { Identity } from '../identities/identity.ts';
import { anonymous, isAnonymous, speakAs, speaksFor } from '../identities/identity.ts';
import type { AskToLogIn } from '../identities/log-in.ts';
import type { OpenedPlace } from '../identities/login-watch.ts';
import { createLoginWatch, loginLost } from '../identities/login-watch.ts';
import { createLogins } from '../identities/logins.ts';
import { asksForLess } from './announced-limit.ts';
import type { Breath } from './breath.ts';
import { createBreath } from './breath.ts';
import { createCertificateGates } from './certificate-gates.ts';
import { mayChange } from './changes-state.ts';
import type { HandshakeOffer, HttpClient, RequestSpec, TlsHandshake } from './client.ts';
import { completeRequest } from './complete-request.ts';
import { untrusted } from './dial.ts';
import type { Exchange, HttpRequest, HttpResponse } from './exchange.ts';
import { createHeldBodies } from './held-bodies.ts';
import { createTurns } from './in-turn.ts';
import type { Death } from './lifeline.ts';
import { createLifeline } from './lifeline.ts';
import { loginAnswer } from './login-answer.ts';
import { createPacer } from './pacing.ts';
import { createPatience } from './patience.ts';
import { isLoopback } from './proxy.ts';
import { createRateLimits } from './rate-limits.ts';
import type { RequestView } from './request-view.ts';
import { createClients } from './session-clients.ts';
import type { Resent, SessionOptions } from './session-options.ts';
import { createSharedAnswers } from './shared-answers.ts';
import type { Traffic } from './traffic.ts';
import { isUnsent, ownLimit, TransportFailure } from './transport-failure.ts';
import type { Watcher } from './watching.ts';
import { createWatching } from './watching.ts';

export interface Session {
  readonly client: HttpClient;
  /** One for all work on answers, so that its slices do not add up. */
  readonly breathe: Breath;
  /** Language-model endpoints that the user allowed prompts to: POST leaves for these even in safe mode. */
  allowPrompts(urls: readonly string[]): void;
  /** From now on requests and answers are seen through this view. */
  seeThrough(view: RequestView): void;
  /** Shows the watcher every exchange so far, then each as its answer arrives: whoever asked waits until it was seen. */
  watch(watcher: Watcher): Promise<void>;
  traffic(): Traffic;
  /** Every time that the service went away. */
  deaths(): readonly Death[];
  /** Why requests were refused by the budget; undefined where none was. */
  spent(): string | undefined;
  /** The identity with the session that its login gives. @throws ScanError `login-lost` when it gives none */
  signIn(identity: Identity): Promise<Identity>;
  /** From now on this login is watched: once its places close, it is made anew, or the credential is used no more. */
  watchLogin(identity: Identity, opened: readonly OpenedPlace[]): void;
  /** Asks once more for what each login opened. */
  proveLogins(): Promise<void>;
  /** Why a scan cannot be whole: the target stopped answering, its limit opens too late, or a login is accepted no more. */
  lost(): string | undefined;
}

/** A session that is over again before its first request was answered is none. */
const MOST_RESENT = 3;

/** Owns all sending: scope, budget, mode, pace, trust, and the answers that rules share. */
export function openSession(options: SessionOptions): Session {
  // Every request under way listens for the end of the scan.
  setMaxListeners(0, options.signal);
  const pacer = createPacer(options.concurrency, options.rate, options.signal);
  const scope = new Set(options.scope);
  const promptUrls = new Set<string>();
  const bodies = createHeldBodies();
  // A closed port or a limit is no answer to any one question: when the service can, it is asked again.
  const answers = createSharedAnswers(
    (failure) =>
      failure instanceof TransportFailure &&
      !ownLimit(failure) &&
      // What broke a connection twice is not asked a third time: it may be what ends the service.
      (failure.brokeOff || !['refused', 'rate-limited'].includes(failure.code)),
    ({ response }) => bodies.isWhole(response),
  );
  const distrusted = new Map<string, string>();
  /** By origin and identity: a plain question that was answered, to be asked again where it is doubted that any is. */
  const answeredOnce = new Map<string, { readonly request: HttpRequest; readonly identity: Identity }>();
  const gates = createCertificateGates();
  const breathe = createBreath();
  const watching = createWatching(options.signal, breathe);
  const inTurn = createTurns();
  const counts = { requests: 0, failures: 0, bytesReceived: 0 };
  let readInPart = 0;
  let view: RequestView | undefined;
  let overdrawn = false;

  /** The status of what was answered before, asked once more; undefined where nothing was. @throws TransportFailure */
  async function askBefore(origin: string, name: string): Promise<HttpResponse | undefined> {
    const before = answeredOnce.get(`${origin} ${name}`);
    if (!before) return undefined;
    spend(before.request.url);
    return options.transport(before.request, { identity: before.identity, signal: options.signal });
  }

  const lifeline = createLifeline(async (origin) => {
    try {
      const response = await askBefore(origin, anonymous.name);
      return response && response.status !== 503;
    } catch (failure) {
      // Our own limits say nothing about the target.
      return failure instanceof TransportFailure && ownLimit(failure);
    }
  });

  const limits = createRateLimits({
    knock: ({ origin, identity }) => askBefore(origin, identity).catch(() => undefined),
    onPressure: () => pacer.slowDown(),
    signal: options.signal,
    endsAt: performance.now() + (options.maxTimeMs ?? Number.POSITIVE_INFINITY),
  });

  const patience = createPatience({
    pacer,
    limits,
    signal: options.signal,
    isBack: (failure, request) => lifeline.failed(new URL(request.url).origin, failure, request),
  });

  const sessions = options.logins ?? createLogins(options.scope[0] ?? '');
  const complete = (spec: RequestSpec) => completeRequest(spec, options.userAgent, options.headers);

  const logins = createLoginWatch({
    ask: (identity, spec) => exchangeOnce(complete(spec), identity, { unwatched: true }),
    isRefusal: options.turnsAway ?? (({ response }) => response.status === 401 || response.status === 403),
    current: sessions.current,
    renew: (identity) => sessions.renew(identity, logInAs(identity)),
  });

  /** What a login needs goes to whom the user named, also by POST and outside the scope; others hear of its cookies' attributes alone. */
  const logInAs =
    ({ tls }: Identity): AskToLogIn =>
    async (spec) => {
      const isOwn = scope.has(new URL(spec.url).origin);
      const always = isOwn ? options.headers : [];
      const request = completeRequest(spec, options.userAgent, always);
      count();
      const { hostname } = new URL(spec.url);
      const trusts = isOwn ? options.trustAnyCertificate : options.trustAnyIssuer || isLoopback(hostname);
      const identity = { ...anonymous, ...(tls ? { tls } : {}) };
      const wire = { identity, signal: options.signal, requireTrust: !trusts };
      const response = await options.transport(request, wire);
      counts.bytesReceived += response.body.length;
      const exchange = { id: counts.requests, identity: identity.name, request, response };
      const shown = loginAnswer(exchange);
      if (shown) await watching.show(shown);
      return exchange;
    };

  /** Counts one request, or says why it may not leave. */
  function spend(url: string) {
    const { origin } = new URL(url);
    if (!options.signal.aborted && !scope.has(origin))
      throw new TransportFailure('out-of-scope', `${url} is outside the scope of this scan.`);
    const lost = lifeline.lost(origin);
    if (!options.signal.aborted && lost !== undefined) throw new TransportFailure('refused', lost);
    count();
  }

  function count() {
    if (options.signal.aborted) throw new TransportFailure('aborted', 'The scan was stopped.');
    if (counts.requests >= options.maxRequests) {
      overdrawn = true;
      throw new TransportFailure('budget', `The budget of ${options.maxRequests} requests is used up.`);
    }
    counts.requests += 1;
  }

  function guard(request: HttpRequest, identity: Identity, isNoted: boolean) {
    if (mayChange(request) && !isNoted && !promptUrls.has(request.url)) {
      const why = options.mode === 'safe' ? 'in safe mode' : 'without an entry in the journal';
      throw new TransportFailure('unsafe-method', `${request.method} is not sent ${why}.`);
    }
    lifeline.guard(request);
    const { origin, host } = new URL(request.url);
    const problem = distrusted.get(origin);
    if (problem !== undefined && needsTrust(identity)) throw untrusted(host, problem);
    const lost = logins.lost(identity);
    if (lost !== undefined && speaksFor(identity, request)) throw loginLost(lost);
    spend(request.url);
  }

  /** A client certificate proves who we are without giving anything away; everything else can be stolen. */
  const needsTrust = (identity: Identity) => identity.credentials.length > 0 && !options.trustAnyCertificate;

  /** @param plain without the credential, which may be renewed on the way */
  async function exchangeOnce(plain: HttpRequest, given: Identity, how: Resent = {}): Promise<Exchange> {
    const { identity, exchange } = await answered(plain, given, how);
    const { unwatched = false, isNoted = false, renewed = 0 } = how;
    // Not within the turn of a second try: a doubted login is asked about, and that may need a turn of its own.
    if (!unwatched && (await logins.judge(identity, exchange)) === 'renewed') {
      if (renewed >= MOST_RESENT) throw loginLost(logins.giveUp(identity));
      return exchangeOnce(plain, given, { isNoted, renewed: renewed + 1 });
    }
    await watching.show(exchange);
    return exchange;
  }

  async function answered(
    plain: HttpRequest,
    given: Identity,
    { isSecond = false, isNoted = false, rest }: Resent,
  ): Promise<{ readonly identity: Identity; readonly exchange: Exchange }> {
    if (sessions.isDue(given)) await sessions.renew(given, logInAs(given));
    const identity = sessions.current(given);
    const request = speakAs(identity, plain);
    const wire = rest ?? view?.wireOf(request);
    const sent = wire ?? request;
    guard(sent, identity, isNoted);
    const id = counts.requests;
    const { origin } = new URL(request.url);
    let response: HttpResponse;
    try {
      const wired = { identity, signal: options.signal, requireTrust: needsTrust(identity) };
      response = await options.transport(sent, wired);
    } catch (error) {
      counts.failures += 1;
      const failure = gates.meaningOf(error, origin, identity);
      const isBack = failure instanceof TransportFailure && (await lifeline.failed(origin, failure, sent));
      // What may have changed something before the connection broke is not sent again; what met a closed door was not.
      if (isBack && !isSecond && (!isNoted || isUnsent(failure)))
        return inTurn(origin, () => answered(plain, given, { isSecond: true, isNoted }));
      throw failure;
    }
    const isAnswer = response.status !== 503 && !asksForLess(response);
    gates.answered(origin, identity);
    counts.bytesReceived += response.body.length;
    if (response.tls && !response.tls.trusted) distrusted.set(origin, response.tls.problem ?? 'unknown');
    if (response.truncated) readInPart += 1;
    const less = wire && !rest ? view?.rest(request, response) : undefined;
    if (less) return answered(plain, given, { isSecond, isNoted, rest: less });
    const exchange: Exchange = {
      ...{ id, identity: identity.name, request },
      response: bodies.hold(view && wire ? view.read(request, response) : response),
      ...(wire ? { wire: { request: wire, status: response.status } } : {}),
    };
    if (isAnswer) lifeline.answered(origin, exchange);
    const isPlain = sent.method === 'GET' && !wire && (isAnonymous(identity) || speaksFor(identity, request));
    const voice = `${origin} ${identity.name}`;
    if (isAnswer && isPlain && !answeredOnce.has(voice)) answeredOnce.set(voice, { request, identity });
    return { identity, exchange };
  }

  async function handshakeOnce(offer: HandshakeOffer): Promise<TlsHandshake> {
    if (!options.handshake)
      throw new TransportFailure('network', 'This scan has no connection to ask TLS offers on.');
    const leave = await pacer.enter();
    try {
      spend(offer.url);
      return await options.handshake(offer, { signal: options.signal });
    } finally {
      leave();
    }
  }

  const clientFor = createClients({
    complete,
    exchangeOnce,
    answer: patience.answer,
    shared: answers,
    current: sessions.current,
    isNoted: (entry, spec) => options.mode === 'active' && (options.isNoted?.(entry, spec) ?? false),
    isLost: (origin) => lifeline.lost(origin) !== undefined,
    hungUp: gates.meaningOf,
    handshakeOnce,
    breathe,
  });

  return {
    client: clientFor(anonymous),
    breathe,
    allowPrompts(urls) {
      for (const url of urls) promptUrls.add(url);
    },
    watch: watching.watch,
    traffic() {
      const truncated = readInPart + bodies.shortened;
      return {
        ...counts,
        slowdowns: pacer.slowedDown,
        rateLimited: limits.refusals,
        ...(limits.seen ? { rateLimit: limits.seen } : {}),
        ...(truncated > 0 ? { truncated } : {}),
      };
    },
    signIn: (identity) => sessions.signIn(identity, logInAs(identity)),
    seeThrough(seen) {
      view = seen;
    },
    watchLogin: logins.keep,
    proveLogins: logins.proveAgain,
    deaths: lifeline.deaths,
    spent: () => (overdrawn ? `the budget of ${options.maxRequests} requests was used up` : undefined),
    lost: () => lifeline.lost(options.scope[0] ?? '') ?? limits.lost() ?? logins.lostLogins()[0],
  };
}
