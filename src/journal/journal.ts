import type { HttpClient, Noted, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { type Identity, secretsOf } from '../identities/identity.ts';
import { wantsGuard } from '../identities/visitor.ts';
import type { Intent, KnownById, Learnt, Line, State } from './entry.ts';
import { foreignIdentifiers } from './own-body.ts';
import { createVisitors } from './visitors.ts';

/** Where lines are kept. `durable` returns only when they would survive the end of the process. */
export interface JournalStore {
  /** Makes sure that lines can be kept. */
  begin(): Promise<void>;
  append(line: Line, options: { readonly durable: boolean }): Promise<void>;
  /** Kept where something is left to come back for, and else forgotten. */
  end(options: { readonly keep: boolean }): Promise<void>;
}

/** One write of this scan. */
export interface Entry {
  readonly number: number;
  readonly intent: Intent;
  readonly state: State;
  /** The tag first, then what the thing was renamed to. */
  readonly tags: readonly string[];
  readonly candidates: readonly string[];
  /** Identifiers at which a tag was read back: these alone are the scan's own. */
  readonly proven: readonly string[];
  readonly known?: KnownById;
  /** Passwords that the account may have beside the first. */
  readonly passwords: readonly string[];
  /** True where the service said that it made it. */
  readonly answered: boolean;
  /** Name of the identity that the account spoke as in its scan. */
  readonly identity?: string;
  /** Who speaks as this account: not written down. */
  readonly voice?: Identity;
}

/** The write and what came of it. */
export interface Written {
  readonly entry: Entry;
  readonly answer: Exchange | TransportFailure;
  /** Who sent it in the end: a visitor with a token against forged requests, where nobody else may. */
  readonly speaker: HttpClient;
}

/**
 * What the writer says of a write. `payload` is a value that the scan made up: it may stand where a name does.
 * `references` are identifiers which what is made may name: of a catalogue, and of users of this scan and what is theirs,
 * as the service told them themselves.
 */
export type Writing = Omit<Intent, 'by' | 'method' | 'url'> & {
  readonly payload?: string;
  readonly references?: readonly string[];
};

export interface Journal {
  /** @throws whatever keeps the store from keeping lines */
  begin(): Promise<void>;
  /**
   * Notes a write, durably where it may leave something behind, and then sends it as this client.
   * @throws TransportFailure where it was not sent for reasons of our own, or the scan was stopped
   */
  write(client: HttpClient, facts: Writing, request: RequestSpec): Promise<Written>;
  settle(entry: Entry, state: State, learnt?: Learnt & { readonly voice?: Identity }): Promise<void>;
  /** What was or may have been made and is not undone, in the order in which it was made. */
  open(): readonly Entry[];
  entries(): readonly Entry[];
  /** Of the accounts that the scan made: passwords, and what their logins gave. */
  secrets(): readonly string[];
  /** For the session: true once for each write, for the request that was noted. */
  isNoted(entry: Noted, request: RequestSpec): boolean;
  /** The scan is over; the store forgets what is no longer needed. */
  close(): Promise<void>;
}

interface Held extends Entry {
  state: State;
  tags: string[];
  candidates: string[];
  proven: string[];
  passwords: string[];
  answered: boolean;
  known?: KnownById;
  identity?: string;
  voice?: Identity;
}

/** What was never sent has changed nothing. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'budget',
  'out-of-scope',
  'unsafe-method',
  'untrusted-tls',
  'login-lost',
]);
const MOST_CANDIDATES = 6;

/** The one way in which writes leave. `before` are the entries of a scan that ended without cleaning up. */
export function openJournal(store: JournalStore, before: readonly Entry[] = []): Journal {
  const entries: Held[] = before.map((entry) => ({
    ...entry,
    tags: [...entry.tags],
    candidates: [...entry.candidates],
    proven: [...entry.proven],
    passwords: [...entry.passwords],
  }));
  const unsent = new Map<Noted, RequestSpec>();
  const visitors = createVisitors();
  let next = Math.max(0, ...before.map(({ number }) => number)) + 1;

  async function settle(entry: Entry, state: State, learnt: Learnt & { readonly voice?: Identity } = {}) {
    const held = entries.find(({ number }) => number === entry.number);
    if (!held) return;
    const { voice, ...told } = learnt;
    held.state = state;
    if (state === 'made') held.answered = true;
    if (told.password !== undefined) held.passwords.push(told.password);
    if (told.known) held.known = told.known;
    if (told.identity !== undefined) held.identity = told.identity;
    if (voice) held.voice = voice;
    if (told.renamed !== undefined && !held.tags.includes(told.renamed)) held.tags.push(told.renamed);
    held.candidates = [...new Set([...held.candidates, ...(told.candidates ?? [])])].slice(
      0,
      MOST_CANDIDATES,
    );
    held.proven = [...new Set([...held.proven, ...(told.proven ?? [])])];
    const line: Line = { entry: entry.number, at: now(), state, learnt: told };
    await store.append(line, { durable: held.intent.kind === 'make' });
  }

  async function sent(client: HttpClient, request: RequestSpec): Promise<Exchange | TransportFailure> {
    const noted = {} as Noted;
    unsent.set(noted, request);
    try {
      return await client.write(noted, request);
    } finally {
      unsent.delete(noted);
    }
  }

  return {
    begin: () => store.begin(),
    async write(client, { payload, references = [], ...facts }, request) {
      const { method = 'GET', url } = request;
      const intent: Intent = { ...facts, by: client.identity.name, method, url: withoutQuery(url) };
      const foreign =
        intent.kind === 'ask'
          ? []
          : foreignIdentifiers(request, ownValues(entries, facts, [payload, ...references]));
      if (foreign.length > 0) {
        const names = foreign.join(', ');
        throw new TransportFailure(
          'unsafe-method',
          `${method} is not sent: ${names} may name what is not the scan’s own.`,
        );
      }
      const entry: Held = {
        number: next,
        intent,
        state: 'about-to-send',
        tags: intent.tag === undefined ? [] : [intent.tag],
        candidates: [],
        proven: [],
        passwords: [],
        answered: false,
      };
      next += 1;
      entries.push(entry);
      await store.append({ entry: entry.number, at: now(), intent }, { durable: intent.kind !== 'ask' });
      try {
        let speaker = visitors.speakerFor(client, url);
        let answer = await sent(speaker, request);
        if (!(answer instanceof Error) && wantsGuard(answer)) {
          const visitor = await visitors.open(client, url);
          if (visitor) [speaker, answer] = [visitor, await sent(visitor, request)];
        }
        if (intent.kind !== 'make') await settle(entry, 'done');
        return { entry, answer, speaker };
      } catch (failure) {
        if (failure instanceof TransportFailure && (NEVER_SENT.has(failure.code) || failure.refusal))
          await settle(entry, 'nothing');
        throw failure;
      }
    },
    settle,
    open: () => entries.filter(isOpen),
    entries: () => entries,
    secrets: () =>
      entries.flatMap(({ intent: { account }, passwords, voice }) => [
        ...(account ? [account.password] : []),
        ...passwords,
        ...(voice ? secretsOf(voice) : []),
      ]),
    isNoted(noted, request) {
      const known = unsent.get(noted) === request;
      unsent.delete(noted);
      return known;
    },
    close: () => store.end({ keep: entries.some(isOpen) }),
  };
}

/** For scans whose caller keeps no journal: it lasts as long as the process. */
export const IN_MEMORY: JournalStore = { async begin() {}, async append() {}, async end() {} };

/** What was or may have been made, and is not undone. */
export function isOpen({ intent, state }: Entry): boolean {
  return intent.kind === 'make' && ['about-to-send', 'made', 'left'].includes(state);
}

/** What may stand as an identifier in a body: names and identifiers of what the scan made. */
function ownValues(
  entries: readonly Entry[],
  { tag, account }: Pick<Intent, 'tag' | 'account'>,
  further: readonly (string | undefined)[],
): ReadonlySet<string> {
  const made = entries.flatMap(({ tags, proven, intent }) => [...tags, ...proven, intent.account?.user]);
  const values = [...made, tag, account?.user, ...further];
  return new Set(values.filter((value) => value !== undefined));
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function now(): string {
  return new Date().toISOString();
}
