import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { type LoginOperation, loginOperation } from '../identities/account-operations.ts';
import { type Account, type Credential, type Identity, REGISTERED } from '../identities/identity.ts';
import { type Made, type OwnAccount, registerOne } from '../identities/register.ts';
import {
  claimedIdentifiers,
  cookiesAfter,
  credentialsIn,
  givesSession,
  tokenPlaceOf,
} from '../identities/session-of-answer.ts';
import { guardsIn, type SignedIn, signedIn, withSignIn } from '../identities/signed-in.ts';
import type { Recipe } from '../journal/entry.ts';
import type { Entry } from '../journal/journal.ts';
import { locate, type OwnPlace } from '../journal/own-thing.ts';
import { isRemovable } from '../journal/recipe.ts';
import { once } from '../making/once.ts';
import type { Node } from '../openapi/node.ts';
import { hearLogin, loginsAreLimited } from '../places/login-limit.ts';
import { ownUser } from '../places/own-body-slots.ts';
import { perSurface } from '../places/place.ts';
import { provenRegistration } from '../places/proven-registration.ts';
import type { ProbeContext } from './rule.ts';

/** What one login of an account gave. */
export interface Session extends SignedIn {
  readonly identity: Identity;
  readonly answer: Exchange;
}

/**
 * An account beside those that the scan speaks as: rules log it out, change its password and lock it, which would end
 * the logins of the others. In the journal like these, and removed at the end.
 */
export interface TrialAccount {
  readonly account: Account;
  readonly entry: Entry;
  readonly recipe: Recipe;
  /** Addresses that are proven to be its own. */
  readonly places: readonly OwnPlace[];
  readonly login: LoginOperation;
  /** The body that registered it, and what it was answered. */
  readonly registration: Node;
  readonly registered: Exchange;
  /** The password that it has now. */
  readonly password: () => string;
  /** Noted before it is sent: whoever cleans up after a crash has to know both. */
  willHave(password: string): Promise<void>;
  has(password: string): void;
  /** What the login says to this password. */
  tryPassword(password: string): Promise<Exchange>;
  /** A further session; undefined where the login gives none. */
  signIn(): Promise<Session | undefined>;
}

/** As the places of accounts know it. */
export function ownAccountOf({ account, entry, recipe, places }: TrialAccount): OwnAccount {
  return { ...account, entry, recipe, places };
}

/** Why no account can be tried out, or undefined. */
export function withoutTrials(surface: Surface): string | undefined {
  if (!ownUser(surface)) return 'the scan could not register a test user';
  return loginOperation(surface) ? undefined : 'no login with a user name and a password is known';
}

const sharedTrials = perSurface((): { made?: Promise<TrialAccount | undefined> } => ({}));

/** One account for all rules of a scan: a service that removes none keeps no more than this one. */
export function sharedTrial(context: ProbeContext): Promise<TrialAccount | undefined> {
  const held = sharedTrials(context.surface);
  held.made ??= registerTrial(context);
  return held.made;
}

/** An account for one question, which may leave it locked; the shared one where accounts cannot be removed. */
export async function trialToLock(context: ProbeContext): Promise<TrialAccount | undefined> {
  // First the shared one: where that could not log in, a further account could not either, and would stay.
  const shared = await sharedTrial(context);
  return shared && canRemoveAccounts(context.surface) ? registerTrial(context) : shared;
}

/** One account for all rules that try to change another account with it; the shared one where none can be removed. */
export function attackingTrial(context: ProbeContext): Promise<TrialAccount | undefined> {
  return canRemoveAccounts(context.surface)
    ? once(context.journal, 'the test account that tries to change other accounts', () =>
        registerTrial(context),
      )
    : sharedTrial(context);
}

export function canRemoveAccounts(surface: Surface): boolean {
  const own = ownUser(surface);
  return own !== undefined && isRemovable(own.recipe);
}

/**
 * Registers an account, logs it in and finds its addresses. Undefined where it was refused or gets no session.
 * @param kept an account whose password must not be exchanged for one that the service would rather have
 * @param further what the registration says beside
 */
export async function registerTrial(
  context: ProbeContext,
  kept?: Account,
  further: (body: Node) => Node = (body) => body,
): Promise<TrialAccount | undefined> {
  const { surface, http, anonymous: client, journal } = context;
  const register = provenRegistration(surface);
  const login = loginOperation(surface);
  if (!register || !login || loginsAreLimited(surface)) return undefined;
  const registry = { client, journal, operations: surface.operations, spec: surface.spec };
  const richer = { ...register, bodyFor: (account: Account) => further(register.bodyFor(account)) };
  const made = await registerOne(registry, richer, kept ? { first: kept, keepsPassword: true } : {});
  if (!made) return undefined;
  const trial = trialOf(context, made, login);
  const session = await trial.signIn();
  if (!session) return undefined;
  const { entry, recipe } = made;
  const { places } = await locate(http.as(session.identity), entry, recipe);
  const proven = places.flatMap((place) => ('id' in place ? [place.id] : []));
  await journal.settle(entry, 'made', { proven });
  return { ...trial, places };
}

/** Its session, sent as that of the users whom the scan speaks as: in the form that was proven to count. */
function asRegistered(
  { identities, proofs, spec }: Surface,
  answer: Exchange,
  given: SignedIn,
  before: readonly Credential[],
): Identity {
  const trial = { name: `${REGISTERED}trial`, role: 'user', credentials: [] };
  const user = identities.find(({ account }) => account !== undefined);
  const form = proofs.find(({ identity }) => identity === user?.name)?.other?.form;
  if (form !== undefined) return withSignIn(trial, [], given, form);
  const made = credentialsIn(answer, tokenPlaceOf(spec)).filter(({ kind }) => kind !== 'cookie');
  // What a visitor was given before he logged in goes on with it.
  const cookies = cookiesAfter(before, answer);
  const guards = given.guards.length > 0 ? given.guards : guardsIn(cookies, undefined);
  return { ...trial, credentials: [...made, ...cookies], ...(guards.length > 0 ? { beside: guards } : {}) };
}

function trialOf(
  { surface, anonymous, journal }: ProbeContext,
  { account, entry, recipe, body, answer: registered }: Made,
  login: LoginOperation,
): TrialAccount {
  let password = account.password;
  const past: Credential[] = [];
  let before: readonly Credential[] = [];
  const tryPassword = async (tried: string) => {
    const facts = { kind: 'ask', what: `a login of the account ${account.user}` } as const;
    const request = login.requestFor(login.nameIn(account), tried);
    const { answer, speaker } = await journal.write(anonymous, facts, request);
    before = speaker.identity.credentials;
    hearLogin(surface, answer);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    account,
    entry,
    recipe,
    places: [],
    login,
    registered,
    registration: body,
    password: () => password,
    willHave: (next) => journal.settle(entry, entry.state, { password: next }),
    has(next) {
      password = next;
    },
    tryPassword,
    async signIn() {
      const answer = await tryPassword(password);
      const given = givesSession(answer) ? signedIn(answer, undefined, Date.now()) : undefined;
      if (!given) return undefined;
      const spoken = asRegistered(surface, answer, given, before);
      const { credentials } = spoken;
      const ids = claimedIdentifiers(account, [answer], credentials);
      const identity: Identity = { ...spoken, account: { ...account, ids } };
      // The newest session removes the account at the end; the earlier ones are as secret.
      await journal.settle(entry, entry.state, { voice: { ...identity, past: [...past] } });
      past.push(...credentials);
      return { ...given, identity, answer };
    },
  };
}
