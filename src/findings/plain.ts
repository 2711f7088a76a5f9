/**
 * Text from a target as it may stand in a report: no control characters (they move a terminal's cursor)
 * and no bidirectional overrides (they reorder what a reader sees; CVE-2021-42574).
 */
export function plain(value: string): string {
  return value.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  );
}
