/** What 10 million findings of 50,000 APIs asked for; docs/scale.md has the figures. */
export const LARGE: readonly string[] = [
  // Most findings of an old installation are fixed; what people look for among them is not.
  `create index findings_to_do on findings (rank, id) where state in ('open', 'reopened', 'accepted')`,
  `create index findings_by_state on findings (state, rank, id)`,
  `create index findings_by_rule on findings (rule, rank, id)`,
  // Every scan says again of each finding that it was seen: on the same page, so that no index has to hear of it.
  `alter table findings set (fillfactor = 80)`,
  `create index scans_by_status on scans (status, created_at desc, id desc)`,
  `create index apis_by_label on apis using gin (labels jsonb_path_ops)`,
];
