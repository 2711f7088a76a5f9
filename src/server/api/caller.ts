import type { Scope } from '../store/schema.ts';

/** Who asks. */
export interface Caller {
  /** Of the key or the account. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Where a browser asks: id of its session, among those of the caller. */
  readonly session?: string;
}

export interface Env {
  Variables: {
    caller: Caller;
    /** Its number in the log. */
    request: string;
  };
}
