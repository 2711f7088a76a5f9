/** More of them hide the grade; the result lists all. */
export const NAMED = 5;

/** The first few things that an active scan left behind, and how many more there are. */
export function leftInShort(left: readonly string[] = []): string[] {
  const more = left.length - NAMED;
  return more > 0 ? [...left.slice(0, NAMED), `and ${more} more, which the JSON result lists`] : [...left];
}
