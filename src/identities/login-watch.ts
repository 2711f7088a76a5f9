import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from './identity.ts';
import { speaksFor } from './identity.ts';

/** A place that the login of an identity opened: what is asked there again shows whether it still counts. */
export interface OpenedPlace {
  /** `GET /me`. */
  readonly name: string;
  readonly request: RequestSpec;
  /** The answer that showed it. */
  readonly answer: Exchange;
  /** True for an answer that the login no longer opens this place with. */
  readonly closes: (answer: Exchange) => boolean;
}

/** Notices that a credential is not accepted any more, before its refusals are taken for answers. */
export interface LoginWatch {
  /** From now on the login of this identity is watched by the places that it opened. */
  keep(identity: Identity, opened: readonly OpenedPlace[]): void;
  /** Why a request that carries this identity's credential may not leave. */
  lost(identity: Identity): string | undefined;
  /**
   * `renewed`: this answer refuses a session that has been made anew since; the same request may be asked again.
   * @param identity with the session that the request was sent with
   * @throws TransportFailure `login-lost` when this answer is a refusal because the login is gone
   */
  judge(identity: Identity, exchange: Exchange): Promise<'renewed' | undefined>;
  /** Why the login is used no more, whose every new session is over before it is used. */
  giveUp(identity: Identity): string;
  /** Asks for every login once more. */
  proveAgain(): Promise<void>;
  /** One sentence for each lost login. */
  lostLogins(): readonly string[];
}

/** Where nothing is ever refused, so many requests may pass between two proofs. */
const REQUESTS_BETWEEN_PROOFS = 100;

interface Refusal {
  readonly name: string;
  readonly status: number;
}

interface Watched {
  readonly identity: Identity;
  readonly opened: readonly OpenedPlace[];
  requests: number;
  /** Places that refuse this identity although its login counts: somebody else's, or an administrator's. */
  readonly closedAnyway: Set<string>;
  proving?: { readonly since: number; readonly done: Promise<void> };
  lost?: string;
}

/** What the watch needs of the session. */
export interface LoginWatchOptions {
  /** Sends as this identity, unwatched and unshared. */
  readonly ask: (identity: Identity, request: RequestSpec) => Promise<Exchange>;
  /** What a service may say to who is no longer let in, whatever status it uses. */
  readonly isRefusal: (exchange: Exchange) => boolean;
  /** The identity with its newest session. */
  readonly current: (identity: Identity) => Identity;
  /** Makes its session anew; why that failed, or undefined where it did not or there is no way to. */
  readonly renew: (identity: Identity) => Promise<string | undefined>;
}

export function createLoginWatch({ ask, isRefusal, current, renew }: LoginWatchOptions): LoginWatch {
  const watched = new Map<string, Watched>();
  const sent = new Map<string, number>();

  /** Where it is closed now; undefined where one place is still open, or gives no answer, which says nothing. */
  async function closedAt(one: Watched): Promise<Refusal | undefined> {
    const places = one.opened.length > 1 ? one.opened : [...one.opened, ...one.opened];
    let refusal: Refusal | undefined;
    for (const { name, request, answer: before, closes } of places) {
      let answer: Exchange;
      try {
        answer = await ask(one.identity, request);
      } catch (failure) {
        if (failure instanceof TransportFailure) return undefined;
        throw failure;
      }
      const isTurnedAway = succeeded(answer) && isRefusal(answer) && !isRefusal(before);
      if (!closes(answer) && !isTurnedAway) {
        return undefined;
      }
      refusal ??= { name, status: answer.response.status };
    }
    return refusal;
  }

  /** A session that is over is made anew first, and proven by what it opens. */
  async function askAgain(one: Watched): Promise<void> {
    let closed = await closedAt(one);
    if (closed === undefined) return;
    const before = current(one.identity).credentials;
    const whyNot = await renew(one.identity);
    const isRenewed = current(one.identity).credentials !== before;
    if (isRenewed) closed = await closedAt(one);
    if (closed === undefined) return;
    const count = `${one.requests} request${one.requests === 1 ? '' : 's'}`;
    const since = isRenewed ? ' with a new session too' : '';
    const failed = whyNot === undefined ? '' : `, and could not be renewed: ${whyNot}`;
    one.lost = `the login of "${one.identity.name}" was lost after ${count}: ${closed.name} returns ${closed.status}${since}${failed}`;
  }

  /** A proof that began before `since` says nothing about what was answered then. */
  async function prove(one: Watched, since: number): Promise<void> {
    while (one.lost === undefined) {
      const running = one.proving;
      if (running) {
        await running.done;
        if (running.since >= since) return;
        continue;
      }
      const done = askAgain(one).finally(() => {
        delete one.proving;
      });
      one.proving = { since: performance.now(), done };
    }
  }

  return {
    keep(identity, opened) {
      if (opened.length === 0) return;
      watched.set(identity.name, {
        identity,
        opened,
        requests: sent.get(identity.name) ?? 0,
        closedAnyway: new Set(),
      });
    },
    lost: ({ name }) => watched.get(name)?.lost,
    async judge(identity, exchange) {
      const one = watched.get(identity.name);
      if (!one) {
        if (speaksFor(identity, exchange.request) && !isRefusal(exchange))
          sent.set(identity.name, (sent.get(identity.name) ?? 0) + 1);
        return undefined;
      }
      const isOutdated = () => current(identity).credentials !== identity.credentials;
      // Rules speak as others under the same name, with credentials of their own.
      const speaker = isOutdated() ? identity : current(one.identity);
      if (!speaksFor(speaker, exchange.request)) return undefined;
      const place = `${exchange.request.method} ${exchange.request.url.replace(/[?#].*$/s, '')}`;
      const isSuspicious = !one.closedAnyway.has(place) && isRefusal(exchange);
      if (isSuspicious && isOutdated()) return 'renewed';
      if (one.lost === undefined && !isSuspicious) {
        one.requests += 1;
      }
      // By number, not by what was under way: two scans of one service prove as often.
      if (!isSuspicious && one.requests % REQUESTS_BETWEEN_PROOFS !== 0) return undefined;
      await prove(one, performance.now());
      if (one.lost !== undefined) throw loginLost(one.lost);
      if (isSuspicious && isOutdated()) return 'renewed';
      if (isSuspicious) {
        one.requests += 1;
        one.closedAnyway.add(place);
      }
      return undefined;
    },
    giveUp({ name }) {
      const one = watched.get(name);
      const says = `the login of "${name}" was lost: each new session is over before it is used`;
      if (one) one.lost ??= says;
      return one?.lost ?? says;
    },
    async proveAgain() {
      await Promise.all([...watched.values()].map((one) => prove(one, performance.now())));
    },
    lostLogins: () => [...watched.values()].flatMap(({ lost }) => lost ?? []),
  };
}

/** The credential is used no more: a limit of ours, and nobody's answer. */
export function loginLost(sentence: string): TransportFailure {
  return new TransportFailure('login-lost', `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
}
