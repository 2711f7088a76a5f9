import { sql } from 'kysely';

/** Of the database's own clock; days of findings are dates without a zone. */
export const TODAY = sql`to_char(now() at time zone 'utc', 'YYYY-MM-DD')`;

/**
 * Findings that are open on this day, what was accepted until an earlier one among them: nobody has to be awake for it. The
 * first half says no more than the second, in the words of indexes.
 * @param of name of the table in the query
 */
export function isOpenToday(of = 'findings') {
  const [state, until] = [sql.ref(`${of}.state`), sql.ref(`${of}.until`)];
  return sql<boolean>`${state} in ('open', 'reopened', 'accepted') and (${state} != 'accepted' or ${until} < ${TODAY})`;
}
