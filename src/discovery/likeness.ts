/** Sørensen–Dice over neighbouring pairs: 1 for equal texts, 0 for texts with nothing in common. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === b.length && a.every((word, at) => word === b[at])) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const counts = new Map<string, number>();
  for (const pair of pairs(a)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of pairs(b)) {
    const left = counts.get(pair) ?? 0;
    if (left === 0) continue;
    counts.set(pair, left - 1);
    common += 1;
  }
  return (2 * common) / (a.length - 1 + b.length - 1);
}

function pairs(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}
