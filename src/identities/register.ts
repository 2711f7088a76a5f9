import { randomBytes } from 'node:crypto';
import type { Cuts } from '../cuts.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json, succeeded } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Recipe } from '../journal/entry.ts';
import type { Entry, Journal } from '../journal/journal.ts';
import { locate, type OwnPlace } from '../journal/own-thing.ts';
import { accountRecipe } from '../journal/recipe.ts';
import { learnBody } from '../making/learn-body.ts';
import type { Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import type { LoginOperation, RegisterOperation } from './account-operations.ts';
import { loginOperation, registerOperations } from './account-operations.ts';
import type { Account, Identity } from './identity.ts';
import { REGISTERED } from './identity.ts';
import {
  claimedIdentifiers,
  cookiesAfter,
  credentialsIn,
  saidOf,
  tokenPlaceOf,
} from './session-of-answer.ts';
import { guardsIn } from './signed-in.ts';

/** As many as it takes to see whether one gets what is the other's. */
const USERS = 2;
/** Operations that look as if anybody could register there. */
const TRIED = 3;

/** What came of registering: every account that may exist now, and those that could log in. */
export interface Registered {
  readonly accounts: readonly OwnAccount[];
  readonly identities: readonly Identity[];
}

/** An account that the scan made, and the addresses that are proven to be its own. */
export interface OwnAccount extends Account {
  readonly entry: Entry;
  readonly recipe: Recipe;
  readonly places: readonly OwnPlace[];
}

/** What registering needs to know of the service. */
export interface Registry {
  readonly client: HttpClient;
  readonly operations: readonly Operation[];
  readonly spec?: Spec | undefined;
  readonly journal: Journal;
  readonly cuts?: Cuts;
  /** Which of the operations may be tried; all where left out. */
  readonly registersAt?: (operation: Operation) => boolean;
}

/** A name that nobody else has, by which what the scan made is known again. */
export function freshName(): string {
  return `mb${randomBytes(4).toString('hex')}`;
}

/** A fresh account, not registered yet. The password has what password rules commonly ask for. */
export function freshAccount(): Account {
  return { user: freshName(), password: `Mb1!${randomBytes(6).toString('hex')}`, ids: {} };
}

/** How an account is found again, logged in and removed. */
export function recipeOf(
  maker: Operation,
  { user, password, said = {} }: Account,
  registry: Pick<Registry, 'operations' | 'spec'>,
): Recipe {
  const login = loginOperation(registry);
  const account = { user, password, ids: {}, said };
  return accountRecipe(
    maker,
    registry,
    login && {
      request: login.requestFor(login.nameIn(account), password),
      token: tokenPlaceOf(registry.spec),
    },
  );
}

/**
 * Registers two users of the scan's own and logs them in. None where the document has no such operations, or the
 * service does not play along.
 */
export async function registerUsers(registry: Registry): Promise<Registered> {
  const login = loginOperation(registry);
  const accounts: OwnAccount[] = [];
  const identities: Identity[] = [];
  const { registersAt = () => true } = registry;
  const operations = registerOperations(registry).filter(({ operation }) => registersAt(operation));
  for (const register of operations.slice(0, TRIED)) {
    while (identities.length < USERS) {
      const made = await registerOne(registry, register);
      if (!made) break;
      const identity = await logIn({ ...registry, client: made.speaker }, login, made.account, made.answer);
      const name = `${REGISTERED}${identities.length + 1}`;
      const own = await ownAccount(registry, made, identity && { ...identity, name, role: 'user' });
      accounts.push(own);
      if (!identity) return { accounts, identities };
      identities.push({ ...identity, name, role: 'user', account: own });
    }
    if (accounts.length > 0) return { accounts, identities };
  }
  const what = 'operations that seem to register users';
  const why = `an account may come of each: ${TRIED} are tried`;
  registry.cuts?.add({
    what,
    tested: Math.min(TRIED, operations.length),
    total: operations.length,
    reason: why,
  });
  return { accounts, identities };
}

/** An account, and the registration that made it. */
export interface Made {
  readonly account: Account;
  readonly entry: Entry;
  readonly recipe: Recipe;
  /** As it was accepted. */
  readonly body: Node;
  readonly answer: Exchange;
  /** Who sent it: a visitor with a token against forged requests, where nobody else may register. */
  readonly speaker: HttpClient;
}

/** Registers one account, learning from refusals what is asked for; undefined where it is refused in the end. */
export async function registerOne(
  registry: Registry,
  register: RegisterOperation,
  { first = freshAccount(), keepsPassword = false } = {},
): Promise<Made | undefined> {
  const { client, journal } = registry;
  const { user } = first;
  const what = `the account ${register.nameOf(first)}, registered by the scan`;
  const send = async (body: Node) => {
    if (keepsPassword && register.passwordIn(body) !== first.password)
      throw new TransportFailure('unsafe-method', 'Another password is not sent.');
    // A service may want a shorter password, or a longer one.
    const account = { ...first, password: register.passwordIn(body) ?? first.password };
    const recipe = recipeOf(register.operation, account, registry);
    const { password } = account;
    const facts = { kind: 'make', what, tag: user, account: { user, password }, recipe } as const;
    const { entry, answer, speaker } = await journal.write(client, facts, register.requestOf(body));
    // A failure of the service's own may have come after the account was made.
    if (!(answer instanceof Error) && isRefused(answer)) await journal.settle(entry, 'nothing');
    return { account, entry, answer, speaker };
  };
  const { body, result } = await learnBody(register.bodyFor(first), send, { tag: user, fixed: FIXED });
  const { account, entry, answer, speaker } = result;
  if (answer instanceof Error || answer.response.status >= 400) return undefined;
  const candidates = Object.values(claimedIdentifiers(account, [answer], []));
  await journal.settle(entry, 'made', { candidates });
  const told = { ...account, said: saidOf(account, answer) };
  return {
    account: told,
    entry,
    recipe: recipeOf(register.operation, told, registry),
    body,
    answer,
    speaker,
  };
}

const isRefused = ({ response: { status } }: Exchange) => status >= 400 && status < 500;

/** By these the account is known again: another one would be lost. */
const FIXED: ReadonlySet<string> = new Set([
  'username',
  'user',
  'login',
  'email',
  'emailaddress',
  'account',
  'handle',
  'identifier',
]);

/** Its identifiers are those at which its name was read back; what an answer merely claims may be somebody else's. */
async function ownAccount(
  registry: Registry,
  made: Made,
  identity: Identity | undefined,
): Promise<OwnAccount> {
  const { account, entry, recipe } = made;
  const { journal, client } = registry;
  const candidates = Object.values(identity?.account?.ids ?? {});
  await journal.settle(entry, 'made', {
    candidates,
    ...(identity ? { identity: identity.name, voice: identity } : {}),
  });
  const found = { ...account, entry, recipe, places: [] };
  return located(found, identity ? client.as(identity) : client, journal);
}

/** The account with the addresses at which its name is read back by this reader. */
export async function located(
  account: OwnAccount,
  reader: HttpClient,
  journal: Journal,
): Promise<OwnAccount> {
  const { entry, recipe } = account;
  const { places } = await locate(reader, entry, recipe);
  const proven = places.flatMap((place) => ('id' in place ? [place.id] : []));
  await journal.settle(entry, 'made', { proven });
  const ids = Object.fromEntries(
    places.flatMap((place) =>
      'id' in place && !entry.tags.includes(place.id) ? [[place.at.field, place.id]] : [],
    ),
  );
  return { ...account, ids, places };
}

/** Logs an account of the scan's own in, or takes the session that registering gave. Undefined: no session. */
export async function logIn(
  registry: Registry,
  login: LoginOperation | undefined,
  account: Account,
  registered?: Exchange,
): Promise<Identity | undefined> {
  const answers = registered ? [registered] : [];
  let { credentials: before } = registry.client.identity;
  if (login) {
    const facts = { kind: 'ask', what: `a login of the account ${account.user}` } as const;
    const request = login.requestFor(login.nameIn(account), account.password);
    const { answer, speaker } = await registry.journal.write(registry.client, facts, request);
    if (!(answer instanceof Error)) answers.unshift(answer);
    before = speaker.identity.credentials;
  }
  for (const answer of answers) {
    const given = succeeded(answer) ? credentialsIn(answer, tokenPlaceOf(registry.spec)) : [];
    if (given.length === 0) continue;
    const ids = claimedIdentifiers(account, answers, given);
    const cookies = cookiesAfter(before, answer);
    const credentials = [...given.filter(({ kind }) => kind !== 'cookie'), ...cookies];
    const beside = guardsIn(cookies, json(answer.response));
    return {
      ...{ name: account.user, credentials, account: { ...account, ids } },
      ...(beside.length > 0 && { beside }),
    };
  }
  return undefined;
}
