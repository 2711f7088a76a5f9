import type { Api } from './api.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';

/** One flaw of the shop, off unless asked for: it changes as little as the mistake would. */
export interface Switch {
  readonly name: string;
  /** The mistake, in one sentence. */
  readonly says: string;
  /** The operation at fault. */
  readonly at: string;
  /** Rules that may find it: one of them has to. Empty where no rule has the idea. */
  readonly rules: readonly string[];
  readonly mode: 'safe' | 'active';
  /** How many users the scan has to be given at least. */
  readonly users: 0 | 1 | 2;
}

/** What an area of the shop is built from. */
export interface Parts {
  readonly api: Api;
  readonly store: Store;
  readonly tokens: Tokens;
  /** Whether a switch is on. */
  readonly on: (name: string) => boolean;
}

/** One area of the shop: its switches, and what adds its operations. */
export interface Area {
  readonly switches: readonly Switch[];
  add(parts: Parts): void;
}

type Given = readonly [name: string, says: string, at: string, rules: readonly string[]];

const listing =
  (mode: Switch['mode'], users: Switch['users']) =>
  (...rows: readonly Given[]): readonly Switch[] =>
    rows.map(([name, says, at, rules]) => ({ name, says, at, rules, mode, users }));

/** Seen without a login and without a change. */
export const seenByAll = listing('safe', 0);
/** Seen by one user who only reads. */
export const seenByOne = listing('safe', 1);
/** Seen by two users who only read. */
export const seenByTwo = listing('safe', 2);
/** Seen once something may be written; the scan registers who it needs. */
export const seenActively = listing('active', 0);
/** Seen by two users who may write. */
export const seenByTwoActively = listing('active', 2);
