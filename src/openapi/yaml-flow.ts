import { count, ExcessiveYaml, MAX_YAML_DEPTH, mappingOf, type Reader, unsupported } from './yaml-reader.ts';
import { plainValue, readQuoted } from './yaml-scalars.ts';

/** A list in brackets or a mapping in braces, over as many lines as it takes. */
export function readFlow(reader: Reader, parentIndent: number, depth: number): unknown {
  if (depth > MAX_YAML_DEPTH) throw new ExcessiveYaml('deep');
  count(reader, 1);
  const isList = reader.text[reader.at] === '[';
  reader.at += 1;
  const list: unknown[] = [];
  const entries: [string, unknown][] = [];
  const starts: number[] = [];
  for (;;) {
    skipLines(reader, parentIndent);
    if (reader.text[reader.at] === (isList ? ']' : '}')) break;
    if (isList) list.push(readItem(reader, parentIndent, depth));
    else {
      starts.push(reader.at);
      entries.push(readEntry(reader, parentIndent, depth));
    }
    skipLines(reader, parentIndent);
    if (reader.text[reader.at] === ',') reader.at += 1;
    else if (reader.text[reader.at] !== (isList ? ']' : '}')) throw unsupported(reader);
  }
  reader.at += 1;
  return isList ? list : mappingOf(reader, entries, starts);
}

function readItem(reader: Reader, parentIndent: number, depth: number): unknown {
  const value = readValue(reader, parentIndent, depth);
  skipLines(reader, parentIndent);
  // A lone pair within a list.
  if (reader.text[reader.at] === ':') throw unsupported(reader);
  return value;
}

function readEntry(reader: Reader, parentIndent: number, depth: number): [string, unknown] {
  const first = reader.text[reader.at];
  const isQuoted = first === '"' || first === "'";
  if (!isQuoted && (first === '[' || first === '{' || first === '*')) throw unsupported(reader);
  const start = reader.at;
  const key = readValue(reader, parentIndent, depth);
  if (key === '<<' && !isQuoted) throw unsupported(reader);
  if (reader.text.slice(start, reader.at).includes('\n')) throw unsupported(reader);
  skipLines(reader, parentIndent);
  const name = key === null ? '' : String(key);
  if (reader.text[reader.at] !== ':') return [name, null];
  reader.at += 1;
  if (!isQuoted && !/[\s,[\]{}]/.test(reader.text[reader.at] ?? ' ')) throw unsupported(reader);
  skipLines(reader, parentIndent);
  const next = reader.text[reader.at];
  return [name, next === ',' || next === '}' ? null : readValue(reader, parentIndent, depth)];
}

function readValue(reader: Reader, parentIndent: number, depth: number): unknown {
  const { text } = reader;
  const first = text[reader.at];
  if (first === '[' || first === '{') return readFlow(reader, parentIndent, depth + 1);
  count(reader, 1);
  if (first === '"' || first === "'") return readQuoted(reader, parentIndent);
  if (first === '*') return readAlias(reader);
  if (first === undefined || /[,\]}#&!|>%@`?:-]/.test(first)) {
    const second = text[reader.at + 1] ?? ' ';
    if (first !== '-' && first !== ':' && first !== '?') throw unsupported(reader);
    if (/[\s,[\]{}]/.test(second)) throw unsupported(reader);
  }
  const start = reader.at;
  while (reader.at < text.length && !endsPlain(text, reader.at)) reader.at += 1;
  const raw = text.slice(start, reader.at).trimEnd();
  if (raw === '' || raw.includes('\t')) throw unsupported(reader);
  return plainValue(raw);
}

function endsPlain(text: string, at: number): boolean {
  const character = text[at] ?? '\n';
  if (',[]{}\n'.includes(character)) return true;
  if (character === ':') return /[\s,[\]{}]/.test(text[at + 1] ?? ' ');
  return character === '#' && /\s/.test(text[at - 1] ?? ' ');
}

/** What an alias stands for: the same value again, not a copy. */
export function readAlias(reader: Reader): unknown {
  const name = /^\*([^\s,[\]{}]{1,200})/.exec(reader.text.slice(reader.at, reader.at + 202))?.[1];
  const anchored = name === undefined ? undefined : reader.anchors.get(name);
  if (name === undefined || !anchored) throw unsupported(reader);
  count(reader, anchored.nodes);
  reader.at += name.length + 1;
  return anchored.value;
}

/** Past space, breaks and comments; what follows a break has to be indented beyond the parent. */
function skipLines(reader: Reader, parentIndent: number): void {
  const { text } = reader;
  for (;;) {
    const character = text[reader.at];
    if (character === ' ') reader.at += 1;
    else if (character === '#') {
      if (!/\s/.test(text[reader.at - 1] ?? ' ')) throw unsupported(reader);
      const end = text.indexOf('\n', reader.at);
      if (end === -1) throw unsupported(reader);
      reader.at = end;
    } else if (character === '\n') {
      reader.at += 1;
      const start = reader.at;
      while (text[reader.at] === ' ') reader.at += 1;
      const next = text[reader.at];
      if (next !== '\n' && next !== '#' && reader.at - start <= parentIndent) throw unsupported(reader);
    } else if (character === '\t') throw unsupported(reader);
    else return;
  }
}
