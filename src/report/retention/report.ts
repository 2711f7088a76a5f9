import type { Retention } from '../../result.ts';

/** A retention run as its reports take it: the result, and for each rule that it failed what to do about it. */
export interface RetentionReport {
  readonly result: Retention;
  /** By rule id. */
  readonly fixes: ReadonlyMap<string, string>;
  readonly tool: { readonly version: string };
}
