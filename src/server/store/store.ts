import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Anything that queries run on: the database, or a transaction of it. */
export type Queries = Kysely<Database>;

export interface Store {
  readonly db: Queries;
  /** Whether other processes may be at work on the same database. */
  readonly isShared: boolean;
  /** For people: which database it is, without credentials. */
  readonly name: string;
  /** Text that may hold several statements where it has no values: what the queue speaks. */
  execute(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
  /** Other processes of ours that are connected at this moment. */
  others(): Promise<number>;
  close(): Promise<void>;
}
