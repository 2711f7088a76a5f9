/** A name further off than this share of its length was not mistyped but meant otherwise. */
const FAR = 0.4;

/** The name that a mistyped one most likely stands for. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, steps: editDistance(typed, name) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best && best.steps <= Math.max(1, best.name.length * FAR) ? best.name : undefined;
}

/** Letters to add, drop, change or exchange with the next on the way from one to the other (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_none, at) => at);
  for (let line = 0; line < from.length; line += 1) {
    const next = [line + 1];
    for (let at = 0; at < to.length; at += 1) {
      const changed = (row[at] ?? 0) + (to[at] === from[line] ? 0 : 1);
      const exchanged =
        line > 0 && at > 0 && from[line] === to[at - 1] && from[line - 1] === to[at]
          ? (before[at - 1] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, exchanged, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
