import { WORDS_OF_API, WORDS_OF_FINDING } from '../search.ts';

/**
 * What a search for a part of a word looks at. pg_trgm is trusted and comes with PostgreSQL's contrib packages; where it is
 * not there, a search reads the table.
 */
export const SEARCH: readonly string[] = [
  `do $$ begin
    create extension if not exists pg_trgm;
    create index findings_to_do_by_word on findings using gin ((${WORDS_OF_FINDING}) gin_trgm_ops)
      where state in ('open', 'reopened', 'accepted');
    create index apis_by_word on apis using gin ((${WORDS_OF_API}) gin_trgm_ops);
  exception when feature_not_supported or undefined_file or insufficient_privilege or undefined_object then
    raise warning 'pg_trgm cannot be used (%): searches read whole tables', sqlerrm;
  end $$`,
];
