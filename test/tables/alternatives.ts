/**
 * Alternatives of a regular expression, at any depth, that no example needs: without one of these, every example that
 * matched would match still. A list that is written as a pattern is tested entry by entry this way.
 */
export function unshown(pattern: RegExp, examples: readonly string[]): string[] {
  const matches = (regex: RegExp, text: string) => new RegExp(regex.source, plain(regex.flags)).test(text);
  const stray = examples.filter((text) => !matches(pattern, text));
  if (stray.length > 0) return stray.map((text) => `no match: ${text}`);
  return alternativesOf(pattern.source).flatMap(({ start, end, text }) => {
    const { source } = pattern;
    // With the bar beside it, so that no empty alternative stays behind.
    const without =
      source[end] === '|'
        ? source.slice(0, start) + source.slice(end + 1)
        : source.slice(0, start - 1) + source.slice(end);
    const lesser = new RegExp(without, pattern.flags);
    return examples.some((example) => !matches(lesser, example)) ? [] : [`never needed: ${text}`];
  });
}

/** Position plays no part here: what is sticky or global in the product is looked for anywhere. */
const plain = (flags: string) => flags.replace(/[gy]/g, '');

interface Alternative {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Every part between bars, of the whole and of its groups; look-arounds that deny are left alone. */
function alternativesOf(source: string): Alternative[] {
  const found: Alternative[] = [];
  const open: { readonly starts: number[]; readonly denies: boolean }[] = [{ starts: [0], denies: false }];
  const close = (end: number) => {
    const group = open.pop();
    if (group === undefined || group.starts.length < 2 || group.denies || open.some(({ denies }) => denies))
      return;
    group.starts.forEach((start, at) => {
      const last = (group.starts[at + 1] ?? end + 1) - 1;
      found.push({ start, end: last, text: source.slice(start, last) });
    });
  };
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (sign === '\\') at += 1;
    else if (sign === '[') at = classEnd(source, at);
    else if (sign === '|') open.at(-1)?.starts.push(at + 1);
    else if (sign === ')') close(at);
    else if (sign === '(') {
      const head = /^\((?:\?(?:<?[=!]|:|<\w+>))?/.exec(source.slice(at))?.[0] ?? '(';
      open.push({ starts: [at + head.length], denies: head.endsWith('!') });
      at += head.length - 1;
    }
  }
  close(source.length);
  return found;
}

function classEnd(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === ']') return at;
  }
  return source.length;
}
