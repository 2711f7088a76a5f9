import { sql } from 'kysely';

/** What people search in a finding: its title, its rule and the operations that have it. Indexes are made of these words: a change of them needs a migration. */
export const WORDS_OF_FINDING = `lower(title || ' ' || rule || ' ' || jsonb_path_query_array(locations, '$[*].operation')::text)`;

export const WORDS_OF_API = `lower(name || ' ' || url || ' ' || coalesce(owner, ''))`;

/** Whether this text stands somewhere in those words, in capitals or not. */
export function mentions(words: string, text: string) {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.raw(words)} like ${pattern}`;
}
