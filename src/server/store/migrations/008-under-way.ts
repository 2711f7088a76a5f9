/**
 * Scans of an API that wait or run. Not in the words of scans_under_way: where a queue fills faster than PostgreSQL counts,
 * it would take that index for as good, and read all that wait for each API.
 */
export const UNDER_WAY: readonly string[] = [
  'drop index scans_of_api_under_way',
  'create index scans_unfinished_of_api on scans (api_id) where finished_at is null',
  // Of a million scans the few thousand that wait decide which plans are good.
  'alter table scans set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000)',
];
