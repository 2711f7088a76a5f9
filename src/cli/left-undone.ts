/** Said where an active scan is left before it cleaned up; `short` names a scan as `cleanup --list` does. */
export function leftUndone(scan: string): string {
  const short = scan.slice(0, 8);
  return `Left before everything that was made was removed: middlebrick cleanup ${short} removes it.`;
}
