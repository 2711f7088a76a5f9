import { sql } from 'kysely';
import type { Queries } from './store.ts';

/** Every column that holds what the vault sealed, by the name of its table's key: a new key has to reach all of them. */
const SEALED = [
  { table: 'credentials', key: 'id', column: 'sealed' },
  { table: 'channels', key: 'id', column: 'secrets' },
] as const;
export type SealedColumn = (typeof SEALED)[number];

export interface SealedRow {
  readonly key: string;
  readonly sealed: string;
}

export function sealedColumns(): readonly SealedColumn[] {
  return SEALED;
}

/** Of those whose text does not begin so, in order of their keys, behind that key. */
export async function sealedOtherwise(
  db: Queries,
  { table, key, column }: SealedColumn,
  head: string,
  after: string,
  limit: number,
): Promise<readonly SealedRow[]> {
  const [of, by, held] = [sql.table(table), sql.ref(key), sql.ref(column)];
  const { rows } = await sql<SealedRow>`
    select ${by} as key, ${held} as sealed from ${of}
    where ${by} > ${after} and ${held} is not null and not starts_with(${held}, ${head})
    order by ${by} limit ${limit}`.execute(db);
  return rows;
}

/** Only where nobody wrote another one meanwhile. */
export async function sealAgain(
  db: Queries,
  { table, key, column }: SealedColumn,
  row: SealedRow,
  sealed: string,
): Promise<void> {
  const [of, by, held] = [sql.table(table), sql.ref(key), sql.ref(column)];
  await sql`update ${of} set ${held} = ${sealed} where ${by} = ${row.key} and ${held} = ${row.sealed}`.execute(
    db,
  );
}
