import type { SelectQueryBuilder } from 'kysely';
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

/** A page of such a list, by `query.$call(newestFirst(page))`; each row says its position, for the page after it. */
export function newestFirst(page: Page, column = 'created_at') {
  return <Tables, Table extends keyof Tables, Row>(query: SelectQueryBuilder<Tables, Table, Row>) => {
    const listed = query
      .select(exactly(column).as('position'))
      .orderBy(sql.ref(column), 'desc')
      .orderBy(sql.ref('id'), 'desc')
      .limit(page.limit);
    return page.after ? listed.where(older(column, page.after)) : listed;
  };
}

/** Rows behind that position. Times are compared as the database keeps them: JavaScript knows no microseconds. */
function older(column: string, { at, id }: Position) {
  return sql<boolean>`(${sql.ref(column)}, id) < (${at}::timestamptz, ${id})`;
}

/** A time in full, for a position. */
function exactly(column: string) {
  return sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
