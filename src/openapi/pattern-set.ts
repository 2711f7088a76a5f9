/** A set of Unicode characters. */
export interface CharSet {
  readonly has: (code: number) => boolean;
  /** The one character of a set of one that was written out. */
  readonly single?: number;
  /** Members, most ordinary first; empty where none was found. */
  readonly examples: () => readonly string[];
}

type Range = readonly [number, number];

/** Ordinary characters first, so that samples can be read. */
const ORDINARY = [
  ...'abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. @!#$%&*+,/:;=?^~',
  ...'"\'()<>[]\\`{|}\t\n',
];

export function charSet(ranges: readonly Range[], sets: readonly CharSet[], negated: boolean): CharSet {
  const has = (code: number) =>
    negated !==
    (ranges.some(([low, high]) => code >= low && code <= high) || sets.some((set) => set.has(code)));
  const [only] = ranges;
  const single =
    !negated && sets.length === 0 && ranges.length === 1 && only && only[0] === only[1] ? only[0] : undefined;
  const examples = () => {
    if (single !== undefined) return [String.fromCodePoint(single)];
    const ordinary = ORDINARY.filter((character) => has(character.codePointAt(0) ?? 0));
    if (ordinary.length > 0) return ordinary;
    const starts = [...ranges.map(([low]) => low), 0xe9, 0x3b1, 0x4e00, 0x20, 0x0d, 0x00];
    return starts
      .filter((code) => has(code) && !(code >= 0xd800 && code <= 0xdfff))
      .map((code) => String.fromCodePoint(code));
  };
  return single === undefined ? { has, examples } : { has, examples, single };
}

const DIGITS: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };

/** What `\d`, `\w`, `\p{L}`, `\.` and the like stand for; undefined for what is not known. */
export function escapeSet(name: string, argument: string): CharSet | undefined {
  switch (name) {
    case 'd':
    case 'D':
      return charSet(DIGITS, [], name === 'D');
    case 'w':
    case 'W':
      return charSet(WORD, [], name === 'W');
    case 's':
    case 'S':
      return charSet(SPACE, [], name === 'S');
    case 'p':
    case 'P':
      return property(argument, name === 'P');
    default: {
      const control = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
      if (control === undefined && /[A-Za-z0-9]/.test(name)) return undefined;
      const code = control ?? name.codePointAt(0) ?? 0;
      return charSet([[code, code]], [], false);
    }
  }
}

/** A Unicode property; testing one character against it needs no backtracking. */
function property(argument: string, negated: boolean): CharSet | undefined {
  if (!/^\{[A-Za-z_]{1,30}(=[A-Za-z_]{1,30})?\}$/.test(argument)) return undefined;
  try {
    const known = new RegExp(`^\\p${argument}$`, 'u');
    const set: CharSet = { has: (code) => known.test(String.fromCodePoint(code)), examples: () => [] };
    return charSet([], [set], negated);
  } catch {
    return undefined;
  }
}

/** Whether a character counts for `\b`. */
export function isWord(code: number | undefined): boolean {
  return code !== undefined && WORD.some(([low, high]) => code >= low && code <= high);
}
