import type { HttpClient } from '../http/client.ts';
import { succeeded } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import { anonymous } from '../identities/identity.ts';
import { credentialsIn } from '../identities/session-of-answer.ts';
import { formsOfSession } from '../identities/signed-in.ts';
import type { Entry, Journal } from './journal.ts';
import { addressOf, readBack } from './own-thing.ts';
import { removeOwn, wentWithParent } from './removal.ts';

/** Cleaning up has a budget of its own: a scan that used up its requests or its time still removes what it made. */
export const CLEAN_UP = { ms: 15_000, msOnceStopped: 4_000, requests: 600 };

export interface Cleaning {
  readonly journal: Journal;
  /** Of a session of its own, speaking as nobody. */
  readonly client: HttpClient;
  /** The users that were given to the scan. */
  readonly given: readonly Identity[];
}

/**
 * Removes what the scan made and nothing else: by whoever made it or is it, by what a rule made (it may have rights
 * that the account lacks), by the given credential. Who can remove others goes last. Returns what is left, for the user.
 */
export async function cleanUp(cleaning: Cleaning): Promise<string[]> {
  const { journal } = cleaning;
  const open = journal.open();
  try {
    await logInAgain(cleaning, open);
    const voices = helpersOf(open, cleaning.given);
    for (const entry of inOrder(open)) {
      const itself = entry.intent.account ? entry.voice : undefined;
      const maker = makerOf(entry, open, cleaning.given);
      const others = voices.filter((voice) => voice !== itself && voice !== maker);
      const isHelper = itself !== undefined && entry.intent.account !== undefined && !isRegistered(entry);
      const as = (identity: Identity) => cleaning.client.as(identity);
      await removeOwn(journal, entry, {
        reader: as(itself ?? maker ?? anonymous),
        ...(itself || maker || entry.intent.by === anonymous.name ? {} : { readerIsStranger: true as const }),
        // Who may remove others is needed until all others are gone; so it is removed by another where one can.
        ...(itself ? { itself: as(itself) } : {}),
        others: others.map(as),
        ...(isHelper ? { othersFirst: true } : {}),
      });
    }
  } catch (failure) {
    // Its own time or budget is used up, or the target is gone: the rest is left, and is said.
    if (!(failure instanceof TransportFailure)) throw failure;
  }
  // What stands below is tried first, and may have gone with what it stood below.
  for (const entry of journal.open())
    if (wentWithParent(journal, entry)) await journal.settle(entry, 'undone');
  for (const entry of journal.open()) if (entry.state !== 'left') await journal.settle(entry, 'left');
  await journal.close();
  return journal.open().map(leftover);
}

/** What is left, by what it is called now, and how sure it is that it exists. */
export function leftover({ intent, tags, proven, candidates, answered }: Entry): string {
  const [first = '', latest = first] = [tags[0], tags.at(-1)];
  const at = intent.recipe?.objects.find(({ reads }) => reads);
  const address = at && proven[0] !== undefined ? ` at ${addressOf({ at, id: proven[0] })}` : '';
  const what = (first === '' ? intent.what : intent.what.replaceAll(first, latest)) + address;
  if (proven.length > 0 || intent.account) return answered ? what : `${what}, if it exists: no answer came`;
  const said = candidates.length > 0 ? ` (the answer calls it ${candidates.join(' or ')})` : '';
  return answered ? `${what}${said}, which could not be read back` : `${what}, if it exists: no answer came`;
}

/** Objects first, then accounts: those of rules last, because they may have rights that the others lack. */
function inOrder(open: readonly Entry[]): Entry[] {
  const rank = (entry: Entry) => {
    if (!entry.intent.account) return 0;
    if (isRegistered(entry)) return 1;
    return entry.voice ? 3 : 2;
  };
  // What was made later may stand below what was made before, and could not be found without it.
  const isObject = (entry: Entry) => rank(entry) === 0;
  return [...open].sort((a, b) => (isObject(a) && isObject(b) ? b.number - a.number : rank(a) - rank(b)));
}

function isRegistered({ identity }: Entry): boolean {
  return identity !== undefined;
}

/** Accounts without a session get one: after a crash none has. */
async function logInAgain({ journal, client }: Cleaning, open: readonly Entry[]): Promise<void> {
  for (const entry of open) {
    const { account, recipe } = entry.intent;
    if (!account || !recipe?.login || entry.voice) continue;
    const { request, token } = recipe.login;
    const facts = { kind: 'ask', what: `a login of the account ${account.user}` } as const;
    for (const password of [account.password, ...entry.passwords]) {
      // A limit of logins is not waited for: the others are to be removed meanwhile.
      const asked = {
        ...request,
        evenRefused: true as const,
        body: String(request.body).replace(
          written(account.password, request.body),
          written(password, request.body),
        ),
      };
      const { answer } = await journal.write(client, facts, asked);
      const credentials = answer instanceof Error || !succeeded(answer) ? [] : credentialsIn(answer, token);
      if (credentials.length === 0) continue;
      const session: Identity = { name: account.user, credentials, account: { ...account, ids: {} } };
      await journal.settle(entry, entry.state, { voice: await openingForm(client, session, entry) });
      break;
    }
  }
}

/** Of token and cookies what the account reads itself with; both where that cannot be seen. */
async function openingForm(client: HttpClient, session: Identity, entry: Entry): Promise<Identity> {
  const { recipe } = entry.intent;
  for (const form of formsOfSession(session)) {
    for (const self of recipe?.self.filter(({ reads }) => reads) ?? []) {
      if (recipe && (await readBack(client.as(form), { self }, entry, recipe))) return form;
    }
  }
  return session;
}

/** A password as it stands in a body: as it is in JSON, percent-encoded in a form. */
function written(password: string, body: unknown): string {
  return String(body).startsWith('{') ? password : encodeURIComponent(password).replaceAll('!', '%21');
}

function helpersOf(open: readonly Entry[], given: readonly Identity[]): Identity[] {
  const made = open.flatMap((entry) => (entry.voice && entry.intent.account ? [entry.voice] : []));
  return [...made, ...given.slice(0, 1)];
}

/** Who made it: a given user by name, or an account of the scan's own. */
function makerOf(
  { intent }: Entry,
  open: readonly Entry[],
  given: readonly Identity[],
): Identity | undefined {
  return (
    given.find(({ name }) => name === intent.by) ??
    open.find(({ identity, voice }) => voice && (identity === intent.by || voice.name === intent.by))?.voice
  );
}
