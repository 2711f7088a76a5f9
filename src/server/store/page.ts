import { sql } from 'kysely';

/** Where the page before ended: rows are listed newest first, and those of one moment by id. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

export interface Page {
  readonly limit: number;
  readonly after?: Position | undefined;
}

/** Rows behind that position. Times are compared as the database keeps them: JavaScript knows no microseconds. */
export function older(column: string, { at, id }: Position) {
  return sql<boolean>`(${sql.ref(column)}, id) < (${at}::timestamptz, ${id})`;
}

/** A time in full, for a position. */
export function exactly(column: string) {
  return sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
