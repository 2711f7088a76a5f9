import { createHash } from 'node:crypto';

/**
 * What a text says, in a few bytes for each word: as lists of strings the words of two hundred pages weighed more than
 * the pages.
 */
export interface Wording {
  /** Words in it. */
  readonly count: number;
  /** Equal for equal words in equal order. */
  readonly digest: string;
  /** A number for each pair of neighbours, in rising order. */
  readonly pairs: Uint32Array;
}

export function wordingOf(words: readonly string[]): Wording {
  const pairs = new Uint32Array(Math.max(0, words.length - 1));
  let before = 0;
  for (const [at, word] of words.entries()) {
    const own = hashOf(word);
    if (at > 0) pairs[at - 1] = Math.imul(before, FNV_PRIME) ^ own;
    before = own;
  }
  const digest = createHash('sha1').update(words.join(' ')).digest('base64');
  return { count: words.length, digest, pairs: pairs.sort() };
}

/** Sørensen–Dice over neighbouring pairs: 1 for equal texts, 0 for texts with nothing in common. */
export function likeness(a: Wording, b: Wording): number {
  if (a.digest === b.digest) return 1;
  if (a.count < 2 || b.count < 2) return 0;
  let common = 0;
  let [left, right] = [0, 0];
  while (left < a.pairs.length && right < b.pairs.length) {
    const difference = (a.pairs[left] ?? 0) - (b.pairs[right] ?? 0);
    if (difference === 0) common += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return (2 * common) / (a.pairs.length + b.pairs.length);
}

/** FNV-1a, 32 bits: of a few thousand pairs hardly two share a number, and one more or less changes nothing. */
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hashOf(word: string): number {
  let hash = FNV_START;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}
