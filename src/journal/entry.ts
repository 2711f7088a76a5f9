import type { RequestSpec } from '../http/client.ts';
import type { Account } from '../identities/identity.ts';

/** Where one object is addressed by its identifier: `{}` stands for it in the URL. */
export interface ObjectPlace {
  readonly url: string;
  /** Name of the path parameter. */
  readonly field: string;
  readonly reads: boolean;
  readonly removes: boolean;
  /** The list that the object stands in, where there is one. */
  readonly list?: string;
}

/** Where an account that is logged in addresses itself, such as `/me`. */
export interface SelfPlace {
  readonly url: string;
  readonly reads: boolean;
  readonly removes: boolean;
  /** The method that removes, where it is not DELETE. */
  readonly removesBy?: 'POST';
  /** The member of a JSON body in which the present password is asked for once more before anything is removed. */
  readonly confirms?: string;
}

/** Where a session that a login gave is sent. */
export type TokenPlace =
  | { readonly kind: 'bearer' }
  | { readonly kind: 'api-key'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string };

/** How what was made is found again by its tag, and removed: all that a later run needs to know of the document. */
export interface Recipe {
  readonly lists: readonly string[];
  /** How many of these, from the first, list such things. */
  readonly ofKind?: number;
  readonly objects: readonly ObjectPlace[];
  readonly self: readonly SelfPlace[];
  /** With the account's own name and password. */
  readonly login?: { readonly request: RequestSpec; readonly token: TokenPlace };
}

/**
 * `make` makes something; `change` and `remove` concern something of the scan's own; `ask` uses a method that is not
 * safe by definition and changes nothing that stays: a login, a GraphQL query.
 */
export type Kind = 'make' | 'change' | 'remove' | 'ask';

/** One write, as it is noted before it is sent. No credential stands here but passwords of accounts that the scan made. */
export interface Intent {
  readonly kind: Kind;
  /** What it is about, for people. */
  readonly what: string;
  /** Name of the identity that sends it. */
  readonly by: string;
  readonly method: string;
  readonly url: string;
  /** Of `make`: the text that nobody else has, which the thing is known again by. */
  readonly tag?: string;
  /** Of `make`: the body had no place for the tag, so that not to see it anywhere proves nothing. */
  readonly untagged?: true;
  readonly recipe?: Recipe;
  /** Of `make`: an account that the scan made, to be logged in with. */
  readonly account?: Pick<Account, 'user' | 'password'>;
  /** Of `change` and `remove`: the number of the entry whose thing is concerned. */
  readonly of?: number;
}

/**
 * `about-to-send`: it may or may not exist. `made`: the service said so. `nothing`: it was refused or never sent.
 * `done`: a change, removal or question that was answered. `undone`: removed again. `left`: it could not be removed.
 */
export type State = 'about-to-send' | 'made' | 'nothing' | 'done' | 'undone' | 'left';

/** A thing that bears no tag: its identifier was in no list before, and is in one since. */
export interface KnownById {
  readonly id: string;
  /** Of its members, so that another thing which got its identifier is not taken for it. */
  readonly print: readonly string[];
}

/** What is learnt of a thing after it was made. */
export interface Learnt {
  /** Identifiers that an answer gave; each is worth nothing until the tag was read back there. */
  readonly candidates?: readonly string[];
  /** Identifiers at which the tag was read back. */
  readonly proven?: readonly string[];
  readonly known?: KnownById;
  /** A further tag that the thing may bear from now on. */
  readonly renamed?: string;
  /** Another password that the account may have from now on. */
  readonly password?: string;
  /** Name of the identity that the account speaks as in this scan. */
  readonly identity?: string;
}

/** First line of a journal. */
export interface Head {
  readonly version: 1;
  readonly scan: string;
  readonly startedAt: string;
  readonly target: string;
  readonly scope: readonly string[];
  readonly process: number;
}

/** One further line of a journal. */
export type Line =
  | { readonly entry: number; readonly at: string; readonly intent: Intent }
  | { readonly entry: number; readonly at: string; readonly state: State; readonly learnt?: Learnt };
