import { type CharSet, charSet, escapeSet } from './pattern-set.ts';

export type Ast =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly Ast[] }
  | { readonly kind: 'choice'; readonly options: readonly Ast[] }
  | { readonly kind: 'repeat'; readonly item: Ast; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly where: 'start' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly kind: 'look'; readonly item: Ast; readonly negated: boolean };

const MAX_SOURCE_LENGTH = 2_000;
const MAX_DEPTH = 50;

/** Thrown and caught within this file only. */
const UNKNOWN = Symbol('unknown syntax');

/** The syntax tree of a regular expression (ECMA-262), or undefined: no back-references, look-behind or flags. */
export function parsePattern(source: string): Ast | undefined {
  if (source.length > MAX_SOURCE_LENGTH) return undefined;
  const reader: Reader = { characters: [...source], at: 0 };
  try {
    const ast = choice(reader, 0);
    return reader.at === reader.characters.length ? ast : undefined;
  } catch (error) {
    if (error === UNKNOWN) return undefined;
    throw error;
  }
}

interface Reader {
  readonly characters: readonly string[];
  at: number;
}

function accept(reader: Reader, text: string): boolean {
  for (let offset = 0; offset < text.length; offset += 1) {
    if (reader.characters[reader.at + offset] !== text[offset]) return false;
  }
  reader.at += text.length;
  return true;
}

function next(reader: Reader): string {
  const character = reader.characters[reader.at];
  if (character === undefined) throw UNKNOWN;
  reader.at += 1;
  return character;
}

function choice(reader: Reader, depth: number): Ast {
  if (depth > MAX_DEPTH) throw UNKNOWN;
  const options = [sequence(reader, depth)];
  while (accept(reader, '|')) options.push(sequence(reader, depth));
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'choice', options };
}

function sequence(reader: Reader, depth: number): Ast {
  const items: Ast[] = [];
  for (;;) {
    const character = reader.characters[reader.at];
    if (character === undefined || character === '|' || character === ')') return { kind: 'sequence', items };
    items.push(quantified(reader, atom(reader, depth)));
  }
}

function quantified(reader: Reader, item: Ast): Ast {
  const bounds = quantifier(reader);
  if (!bounds) return item;
  if (item.kind === 'assert') throw UNKNOWN;
  accept(reader, '?');
  if (['*', '+', '?'].includes(reader.characters[reader.at] ?? '')) throw UNKNOWN;
  return { kind: 'repeat', item, ...bounds };
}

function quantifier(reader: Reader): { readonly min: number; readonly max: number } | undefined {
  if (accept(reader, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (accept(reader, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (accept(reader, '?')) return { min: 0, max: 1 };
  const braces = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(
    reader.characters.slice(reader.at, reader.at + 22).join(''),
  );
  if (!braces) return undefined;
  reader.at += braces[0].length;
  const min = Number(braces[1]);
  const max = braces[2] === undefined ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
  if (max < min) throw UNKNOWN;
  return { min, max };
}

function atom(reader: Reader, depth: number): Ast {
  const character = next(reader);
  switch (character) {
    case '^':
      return { kind: 'assert', where: 'start' };
    case '$':
      return { kind: 'assert', where: 'end' };
    case '.':
      return {
        kind: 'set',
        set: charSet(
          [
            [10, 10],
            [13, 13],
            [0x2028, 0x2029],
          ],
          [],
          true,
        ),
      };
    case '(':
      return group(reader, depth);
    case '[':
      return { kind: 'set', set: bracket(reader) };
    case '\\':
      return escaped(reader);
    case '*':
    case '+':
    case '?':
      throw UNKNOWN;
    default:
      return { kind: 'set', set: literal(character) };
  }
}

function group(reader: Reader, depth: number): Ast {
  let wrap = (item: Ast): Ast => item;
  if (accept(reader, '?=')) wrap = (item) => ({ kind: 'look', item, negated: false });
  else if (accept(reader, '?!')) wrap = (item) => ({ kind: 'look', item, negated: true });
  else if (accept(reader, '?<')) {
    if (['=', '!'].includes(reader.characters[reader.at] ?? '')) throw UNKNOWN;
    while (next(reader) !== '>');
  } else if (accept(reader, '?') && !accept(reader, ':')) throw UNKNOWN;
  const inner = choice(reader, depth + 1);
  if (!accept(reader, ')')) throw UNKNOWN;
  return wrap(inner);
}

function escaped(reader: Reader): Ast {
  const character = next(reader);
  if (character === 'b') return { kind: 'assert', where: 'boundary' };
  if (character === 'B') return { kind: 'assert', where: 'no-boundary' };
  if (/[1-9k]/.test(character)) throw UNKNOWN;
  return { kind: 'set', set: escapeIn(reader, character) };
}

function bracket(reader: Reader): CharSet {
  const negated = accept(reader, '^');
  const ranges: [number, number][] = [];
  const sets: CharSet[] = [];
  while (!accept(reader, ']')) {
    const low = member(reader);
    const following = reader.characters[reader.at + 1];
    if (
      low.single !== undefined &&
      reader.characters[reader.at] === '-' &&
      following !== undefined &&
      following !== ']'
    ) {
      reader.at += 1;
      const high = member(reader);
      if (high.single === undefined || high.single < low.single) throw UNKNOWN;
      ranges.push([low.single, high.single]);
    } else if (low.single !== undefined) ranges.push([low.single, low.single]);
    else sets.push(low);
  }
  return charSet(ranges, sets, negated);
}

function member(reader: Reader): CharSet {
  const character = next(reader);
  if (character !== '\\') return literal(character);
  const name = next(reader);
  return name === 'b' ? literal('\b') : escapeIn(reader, name);
}

function literal(character: string): CharSet {
  const code = character.codePointAt(0) ?? 0;
  return charSet([[code, code]], [], false);
}

function escapeIn(reader: Reader, name: string): CharSet {
  const ahead = reader.characters.slice(reader.at, reader.at + 40).join('');
  const argument = /^\{[^{}]*\}/.exec(ahead)?.[0] ?? '';
  const hex = { x: /^[\da-f]{2}/i, u: /^[\da-f]{4}/i }[name]?.exec(ahead)?.[0];
  if (hex !== undefined) {
    reader.at += hex.length;
    return literal(String.fromCodePoint(Number.parseInt(hex, 16)));
  }
  if (name === 'u' && /^\{[\da-f]{1,6}\}$/i.test(argument)) {
    reader.at += argument.length;
    const code = Number.parseInt(argument.slice(1), 16);
    if (code > 0x10ffff) throw UNKNOWN;
    return literal(String.fromCodePoint(code));
  }
  if (name === 'p' || name === 'P') reader.at += argument.length;
  const set = escapeSet(name, argument);
  if (!set) throw UNKNOWN;
  return set;
}
