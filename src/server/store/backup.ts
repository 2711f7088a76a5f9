import { sql } from 'kysely';
import { VERSION } from '../../version.ts';
import { lastMigration } from './migrate.ts';
import type { Queries, Store } from './store.ts';
import { type Column, type Table, tablesIn } from './tables.ts';

/**
 * A backup is text, a line each: a head; then for each table an array with its name and columns, and its rows as objects; an
 * array at the end says how many there were. It knows no database: what the embedded one wrote PostgreSQL reads.
 */
export const BACKUP_VERSION = 1;
export const BACKUP_FORMAT = 'middlebrick-backup';
export const END = 'end';

export interface BackupHead {
  readonly format: string;
  readonly version: number;
  /** Of middlebrick. */
  readonly madeBy: string;
  /** The last that had run. */
  readonly migration: string;
  readonly at: string;
}

/** Short-lived: a request that is sent again, and people who have signed in. */
const LEFT_OUT: ReadonlySet<string> = new Set(['idempotency', 'sessions', 'sign_in_failures']);
const ROWS_AT_ONCE = 500;
/** A result with all its proofs may have 60 MB. */
const LARGE_ROWS_AT_ONCE = 4;

/** Everything as it was at one moment, whatever is written meanwhile. Lines without their ends. */
export async function* backup(store: Store): AsyncGenerator<string> {
  const trx = await store.db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    const migration = await lastMigration(trx);
    const head: BackupHead = {
      format: BACKUP_FORMAT,
      version: BACKUP_VERSION,
      madeBy: VERSION,
      migration,
      at: new Date().toISOString(),
    };
    yield JSON.stringify(head);
    let count = 0;
    for (const table of await tablesIn(trx)) {
      if (LEFT_OUT.has(table.name)) continue;
      yield JSON.stringify([table.name, table.columns]);
      for await (const row of rowsOf(trx, table)) {
        count += 1;
        yield row;
      }
    }
    yield JSON.stringify([END, count]);
  } finally {
    await trx.rollback().execute();
  }
}

async function* rowsOf(trx: Queries, { name, columns }: Table): AsyncGenerator<string> {
  const atOnce = columns.some(({ type }) => type === 'bytea') ? LARGE_ROWS_AT_ONCE : ROWS_AT_ONCE;
  const chosen = sql.join(columns.map((column) => sql`${written(column)} as ${sql.ref(column.name)}`));
  await sql`declare rows_of_backup no scroll cursor for
    select row_to_json(r)::text as row from (select ${chosen} from ${sql.table(name)}) r`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(atOnce)} from rows_of_backup`.execute(trx);
    for (const { row } of rows) yield row;
    if (rows.length < atOnce) break;
  }
  await sql`close rows_of_backup`.execute(trx);
}

/** Bytes as base64; JSON as text, in which null is told from nothing. */
function written({ name, type }: Column) {
  if (type === 'bytea') return sql`encode(${sql.ref(name)}, 'base64')`;
  if (type === 'jsonb' || type === 'json') return sql`${sql.ref(name)}::text`;
  return sql.ref(name);
}
