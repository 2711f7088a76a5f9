import type { GraphqlSchema } from './schema.ts';
import type { Way } from './view.ts';

/** A place that answered `{__typename}`. */
export interface GraphqlEndpoint {
  readonly url: string;
  /** How it takes queries; `get` only where it takes none by POST. */
  readonly way: Way;
  /** Whether somebody without a credential is answered. */
  readonly isOpen: boolean;
  readonly schema?: GraphqlSchema;
  /** Where the schema is from. */
  readonly source?: 'introspection' | 'given' | 'document' | 'scripts' | 'suggestions';
  /** True where the schema that the user gave is this endpoint's. */
  readonly fitsGiven?: true;
}
