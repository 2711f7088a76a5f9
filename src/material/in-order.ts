/**
 * Matches a text in which `first` is followed, anywhere, by `then`, in time that grows with the text and no faster:
 * `first[\s\S]*then` starts anew at every `first`, which a hostile text repeats a hundred thousand times.
 * The look-ahead with its back-reference is an atomic group, which ECMAScript lacks.
 */
export function inOrder(first: RegExp, then: RegExp): RegExp {
  const flags = [...new Set(first.flags + then.flags)].join('');
  return new RegExp(
    `(?<![\\s\\S])(?=(?<begin>[\\s\\S]*?(?:${first.source})))\\k<begin>[\\s\\S]*(?:${then.source})`,
    flags,
  );
}

/** Matches what one of them does; the flags of all have to be the same. */
export function either(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), patterns[0]?.flags);
}
