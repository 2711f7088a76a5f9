import { TransportFailure } from '../http/transport-failure.ts';
import type { Credential, Identity } from './identity.ts';
import type { AskToLogIn, LoginOutcome } from './log-in.ts';
import { logInByRequest, loginFailed, NOTHING_THERE } from './log-in.ts';
import type { Login } from './login.ts';
import { logInByOAuth } from './oauth-login.ts';
import type { SentAs, SignedIn } from './signed-in.ts';
import { givenBefore, withSignIn } from './signed-in.ts';

/** The logins of a scan: each is made before the first request and anew when it expires. */
export interface Logins {
  /** The identity with its first session. @throws ScanError `login-lost` when the login gives none */
  signIn(identity: Identity, ask: AskToLogIn): Promise<Identity>;
  /** The same identity with the newest session; any other identity as it is. */
  current(identity: Identity): Identity;
  /** True where the session ends so soon that a request might come too late. */
  isDue(identity: Identity): boolean;
  /** Makes the session anew. Why it could not be, as a clause; undefined when it was, or nothing can be made. */
  renew(identity: Identity, ask: AskToLogIn): Promise<string | undefined>;
  /** From now on what this login gives is sent in another form: the identity has it already. */
  adopt(identity: Identity, next: Identity, form: SentAs): void;
  /** How often the session of an identity was made anew. */
  renewals(identity: Identity): number;
}

/** A session that holds for some minutes lasts a scan; one that ends at every other request is no session. */
export const MOST_RENEWALS = 20;
/** A session is made anew when less than this part of its life is left, and no more than so many milliseconds. */
const REMAINING_PART = 0.1;
const REMAINING_MS = 10_000;

interface Held {
  readonly login: Login;
  /** Credentials that were given beside the login. */
  readonly given: readonly Credential[];
  current: Identity;
  session: SignedIn;
  madeAt: number;
  form: SentAs | undefined;
  renewals: number;
  renewing?: Promise<string | undefined> | undefined;
}

/** @param base what paths of logins are relative to: the target */
export function createLogins(base: string, now: () => number = Date.now): Logins {
  // Rules make identities of their own from a given one; only credentials that a login gave are exchanged for newer ones.
  const held = new WeakMap<readonly Credential[], Held>();

  function keep(one: Held, identity: Identity): Identity {
    one.current = { ...identity, past: [...(one.current.past ?? []), ...one.current.credentials] };
    held.set(one.current.credentials, one);
    return one.current;
  }

  function take(one: Held, session: SignedIn): Identity {
    one.session = session;
    one.madeAt = now();
    return keep(one, withSignIn(one.current, one.given, session, one.form));
  }

  async function makeAnew(one: Held, ask: AskToLogIn): Promise<string | undefined> {
    if (one.renewals >= MOST_RENEWALS) return `it was renewed ${MOST_RENEWALS} times already`;
    one.renewals += 1;
    const outcome = await perform(one.login, base, ask, now, one.session.refreshToken);
    if ('why' in outcome) {
      // The clock has had its try: from now on a refusal decides.
      const { expiresAt: _over, ...session } = one.session;
      one.session = session;
      return outcome.why.replace(/\.$/, '');
    }
    take(one, outcome.given);
    return undefined;
  }

  return {
    async signIn(identity, ask) {
      const { login } = identity;
      if (login === undefined) return identity;
      const outcome = await perform(login, base, ask, now, undefined);
      if ('why' in outcome) throw loginFailed(identity.name, outcome.why);
      const form = login.send;
      const one: Held = {
        login,
        given: identity.credentials,
        current: { ...identity, credentials: [] },
        session: outcome.given,
        madeAt: now(),
        form,
        renewals: 0,
      };
      return take(one, outcome.given);
    },
    current(identity) {
      const one = held.get(identity.credentials);
      const { credentials, beside, spare, past } = one?.current ?? identity;
      // Rules give what they make of a credential another name: it stays as they made it.
      if (one?.current.name !== identity.name || credentials === identity.credentials) return identity;
      const { beside: _beside, spare: _spare, ...rest } = identity;
      return {
        ...rest,
        credentials,
        ...(beside ? { beside } : {}),
        ...(spare ? { spare } : {}),
        ...(past ? { past } : {}),
      };
    },
    isDue(identity) {
      const one = held.get(identity.credentials);
      const end = one?.session.expiresAt;
      if (!one || end === undefined || one.renewals >= MOST_RENEWALS) return false;
      return end - now() < Math.min(REMAINING_MS, (end - one.madeAt) * REMAINING_PART);
    },
    async renew(identity, ask) {
      const one = held.get(identity.credentials);
      if (!one) return undefined;
      one.renewing ??= makeAnew(one, ask).finally(() => {
        one.renewing = undefined;
      });
      return one.renewing;
    },
    adopt(identity, next, form) {
      const one = held.get(identity.credentials);
      if (!one) return;
      one.form = form;
      keep(one, next);
    },
    renewals: (identity) => held.get(identity.credentials)?.renewals ?? 0,
  };
}

/** No answer is one more way to get no session. */
async function perform(
  login: Login,
  base: string,
  ask: AskToLogIn,
  now: () => number,
  refreshToken: string | undefined,
): Promise<LoginOutcome> {
  try {
    if (login.kind === 'oauth') return await byOAuth(login, ask, now, refreshToken);
    return await byRequest(login, base, ask, now);
  } catch (failure) {
    // Ctrl-C, the time and the budget end the scan, and are no word on the login.
    if (!(failure instanceof TransportFailure) || ['aborted', 'budget'].includes(failure.code)) throw failure;
    return { why: failure.message };
  }
}

async function byOAuth(
  login: Extract<Login, { kind: 'oauth' }>,
  ask: AskToLogIn,
  now: () => number,
  refreshToken: string | undefined,
): Promise<LoginOutcome> {
  const { accessToken } = login;
  const isFirst = refreshToken === undefined;
  if (isFirst && accessToken !== undefined)
    return { given: givenBefore(accessToken, login.refreshToken, now()) };
  return logInByOAuth(login, ask, now, refreshToken ?? login.refreshToken);
}

/** The path of a login is one of the host; where nothing is there, it may have been meant below the target's own path. */
async function byRequest(
  login: Extract<Login, { kind: 'request' }>,
  base: string,
  ask: AskToLogIn,
  now: () => number,
): Promise<LoginOutcome> {
  const { origin, pathname } = new URL(base);
  if (/^https?:/i.test(login.url)) return logInByRequest(login, ask, now);
  const path = login.url.startsWith('/') ? login.url : `/${login.url}`;
  const outcome = await logInByRequest({ ...login, url: origin + path }, ask, now);
  const below = pathname.replace(/\/$/, '');
  const isElsewhere = 'why' in outcome && outcome.status !== undefined && NOTHING_THERE.has(outcome.status);
  if (!isElsewhere || below === '' || path.startsWith(`${below}/`)) return outcome;
  return logInByRequest({ ...login, url: origin + below + path }, ask, now);
}
