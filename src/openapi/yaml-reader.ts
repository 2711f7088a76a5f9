import { noteRepeated, type RepeatedKey } from './repeated-keys.ts';

/** State of one reading of a YAML text. */
export interface Reader {
  readonly text: string;
  at: number;
  readonly anchors: Map<string, Anchored>;
  /** Values made so far, counting what an alias stands for each time. */
  nodes: number;
  /** Keys that their mapping held already. */
  readonly repeated: RepeatedKey[];
}

export interface Anchored {
  readonly value: unknown;
  readonly nodes: number;
}

/** A construct outside the subset; whether it is YAML at all is for the library to say. */
export class UnsupportedYaml extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} is not plain YAML`);
    this.line = line;
  }
}

export class ExcessiveYaml extends Error {
  readonly kind: 'deep' | 'large';

  constructor(kind: 'deep' | 'large') {
    super(kind);
    this.kind = kind;
  }
}

const MAX_NODES = 3_000_000;
/** Also what keeps recursion within the stack. */
export const MAX_YAML_DEPTH = 500;

export function unsupported(reader: Reader): UnsupportedYaml {
  let line = 1;
  for (
    let at = reader.text.indexOf('\n');
    at !== -1 && at < reader.at;
    at = reader.text.indexOf('\n', at + 1)
  ) {
    line += 1;
  }
  return new UnsupportedYaml(line);
}

export function count(reader: Reader, nodes: number): void {
  reader.nodes += nodes;
  if (reader.nodes > MAX_NODES) throw new ExcessiveYaml('large');
}

/** A mapping of its members; keys that stand twice are noted. */
export function mappingOf(
  reader: Reader,
  entries: readonly (readonly [string, unknown])[],
  starts: readonly number[],
): Readonly<Record<string, unknown>> {
  const mapping = Object.fromEntries(entries);
  if (Object.keys(mapping).length < entries.length) {
    noteRepeated(
      entries.map(([key]) => key),
      starts,
      reader.repeated,
    );
  }
  return mapping;
}

export function skipSpaces(reader: Reader): void {
  while (reader.text.charCodeAt(reader.at) === 32) reader.at += 1;
}

/** Past the rest of the line, which may hold nothing but a comment. */
export function endLine(reader: Reader): void {
  const from = reader.at;
  while (reader.text.charCodeAt(reader.at) === 32 || reader.text.charCodeAt(reader.at) === 9) reader.at += 1;
  const next = reader.text[reader.at];
  if (next === '#' && (reader.at > from || reader.text[from - 1] === '\n')) {
    const end = reader.text.indexOf('\n', reader.at);
    reader.at = end === -1 ? reader.text.length : end;
  } else if (next !== '\n' && next !== undefined) throw unsupported(reader);
}

/** Column of a place in its line. */
export function columnOf(reader: Reader): number {
  return reader.at - (reader.text.lastIndexOf('\n', reader.at - 1) + 1);
}

/** To the first content after this line's end, whose column is answered; -1 at the end of the document. */
export function nextLine(reader: Reader): number {
  const { text } = reader;
  for (;;) {
    const end = text.indexOf('\n', reader.at);
    if (end === -1) {
      reader.at = text.length;
      return -1;
    }
    reader.at = end + 1;
    skipSpaces(reader);
    const next = text[reader.at];
    if (next === undefined) return -1;
    if (next === '\n' || next === '#') continue;
    if (next === '\t') {
      if (/^[\t ]*(\n|$)/.test(text.slice(reader.at, reader.at + 80))) continue;
      throw unsupported(reader);
    }
    const column = reader.at - end - 1;
    if (column === 0 && isMarker(text, reader.at)) {
      // Only the end of the text may follow an end marker; a second document is for the library to refuse.
      if (text[reader.at] !== '.' || /\S/.test(text.slice(reader.at + 3))) throw unsupported(reader);
      reader.at = text.length;
      return -1;
    }
    return column;
  }
}

function isMarker(text: string, at: number): boolean {
  const word = text.slice(at, at + 3);
  return (word === '---' || word === '...') && /^(\s|$)/.test(text.slice(at + 3, at + 4));
}
