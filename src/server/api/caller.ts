import type { Scope } from '../store/schema.ts';

/** Who asks. */
export interface Caller {
  /** Of the key or the account. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface Env {
  Variables: {
    caller: Caller;
    /** Its number in the log. */
    request: string;
  };
}
