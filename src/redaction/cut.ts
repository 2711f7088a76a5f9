/** Longer words are cut all the same: they are data and no words. */
const LONGEST_WORD = 4_000;
const INSIDE_A_WORD = /[\w+/=.~%@:-]/;

/**
 * The first `characters` of a text or less: it ends between words, so that no part of a secret is left that nobody
 * would know for one.
 */
export function beginningOf(text: string, characters: number): string {
  return text.length <= characters ? text : text.slice(0, wordEnd(text, characters));
}

/** Where the word ends that stands before this place, or begins that goes on behind it: the earlier of the two. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  while (end > 0 && at - end < LONGEST_WORD && INSIDE_A_WORD.test(text[end - 1] ?? '')) end -= 1;
  return at - end < LONGEST_WORD ? end : at;
}

/** Where the next word begins, at this place or behind it. */
export function wordStart(text: string, at: number): number {
  let start = at;
  while (start < text.length && start - at < LONGEST_WORD && INSIDE_A_WORD.test(text[start] ?? ''))
    start += 1;
  return start - at < LONGEST_WORD ? start : at;
}
