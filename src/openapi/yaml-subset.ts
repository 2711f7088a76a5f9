import { isNode } from './node.ts';
import type { RepeatedKey } from './repeated-keys.ts';
import { readBlockScalar } from './yaml-block-scalar.ts';
import { readAlias, readFlow } from './yaml-flow.ts';
import {
  columnOf,
  count,
  ExcessiveYaml,
  endLine,
  MAX_YAML_DEPTH,
  mappingOf,
  nextLine,
  type Reader,
  skipSpaces,
  unsupported,
} from './yaml-reader.ts';
import { folded, plainValue, readQuoted } from './yaml-scalars.ts';

/**
 * Reads the YAML that API documents are written in: block and flow collections, all scalars, anchors, aliases and
 * merge keys; no tags, directives or complex keys. A general parser takes a second and 90 MB for each megabyte, and
 * several of its steps take the square of a hostile text; this one is linear, and an alias costs one reference.
 * Keys that stand twice are added to `repeated`.
 * @throws UnsupportedYaml outside the subset, so that a general parser can be asked; ExcessiveYaml at the bounds
 */
export function readYamlSubset(source: string, repeated: RepeatedKey[] = []): unknown {
  const text = source.replaceAll('\r\n', '\n');
  const reader: Reader = { text, at: 0, anchors: new Map(), nodes: 0, repeated };
  if (reader.text.includes('\r') || reader.text.startsWith('%')) throw unsupported(reader);
  const column = startOfDocument(reader);
  if (column === -1) throw unsupported(reader);
  const value = readBlock(reader, column, -1, 0);
  endLine(reader);
  if (nextLine(reader) !== -1) throw unsupported(reader);
  return value;
}

function startOfDocument(reader: Reader): number {
  const marker = /^(?:[ ]*(?:#[^\n]*)?\n)*---(?=[ \n])/.exec(reader.text.slice(0, 10_000))?.[0];
  if (marker !== undefined) {
    reader.at = marker.length;
    endLine(reader);
    return nextLine(reader);
  }
  skipSpaces(reader);
  const first = reader.text[reader.at];
  if (first === '\n' || first === '#') return nextLine(reader);
  return first === undefined || first === '\t' ? -1 : columnOf(reader);
}

/** The node at this place, alone on its line up to here. */
function readBlock(reader: Reader, column: number, parentIndent: number, depth: number): unknown {
  if (depth > MAX_YAML_DEPTH) throw new ExcessiveYaml('deep');
  if (isDash(reader)) return readList(reader, column, depth);
  if (keyEnd(reader) !== undefined) return readMapping(reader, column, depth);
  return readScalarOrFlow(reader, parentIndent, depth);
}

function isDash({ text, at }: Reader): boolean {
  return text.charCodeAt(at) === 45 && isGap(text.charCodeAt(at + 1));
}

/** Space, line break or end of text. */
function isGap(code: number): boolean {
  return code === 32 || code === 10 || Number.isNaN(code);
}

function readList(reader: Reader, column: number, depth: number): unknown[] {
  count(reader, 1);
  const list: unknown[] = [];
  for (;;) {
    if (!isDash(reader)) throw unsupported(reader);
    reader.at += 1;
    list.push(readInline(reader, column, false, depth + 1));
    const next = peekColumn(reader);
    if (next < column) return list;
    if (next > column) throw unsupported(reader);
    // A key at the column of its list's dashes ends the list.
    const before = reader.at;
    nextLine(reader);
    if (!isDash(reader)) {
      reader.at = before;
      return list;
    }
  }
}

/** Column of the next content line, without going there. */
function peekColumn(reader: Reader): number {
  const { at } = reader;
  const column = nextLine(reader);
  reader.at = at;
  return column;
}

function readMapping(reader: Reader, column: number, depth: number): unknown {
  count(reader, 1);
  const entries: [string, unknown][] = [];
  const starts: number[] = [];
  const merged: unknown[] = [];
  for (;;) {
    const end = keyEnd(reader);
    if (end === undefined) throw unsupported(reader);
    const isMerge = reader.text.slice(reader.at, end).trimEnd() === '<<';
    const start = reader.at;
    const key = readKey(reader, end);
    reader.at += 1;
    const value = readInline(reader, column, true, depth + 1);
    if (isMerge) merged.push(...sourcesOf(reader, value));
    else {
      entries.push([key, value]);
      starts.push(start);
    }
    const next = peekColumn(reader);
    if (next < column) break;
    if (next > column) throw unsupported(reader);
    nextLine(reader);
  }
  const mapping = mappingOf(reader, entries, starts);
  return merged.length === 0 ? mapping : merge(reader, merged, entries);
}

function sourcesOf(reader: Reader, value: unknown): readonly unknown[] {
  const sources = Array.isArray(value) ? value : [value];
  if (!sources.every(isNode)) throw unsupported(reader);
  return sources;
}

/** Merged members are those of the sources, by reference; own members and earlier sources come first. */
function merge(reader: Reader, sources: readonly unknown[], own: readonly [string, unknown][]): unknown {
  const members = new Map<string, unknown>();
  for (const source of sources) {
    for (const [key, value] of Object.entries(source as object)) {
      count(reader, 1);
      if (!members.has(key)) members.set(key, value);
    }
  }
  for (const [key, value] of own) members.set(key, value);
  return Object.fromEntries(members);
}

/** Where the key that starts here ends, or undefined when none does; the reader stays. */
function keyEnd(reader: Reader): number | undefined {
  const { text, at } = reader;
  const first = text[at];
  if (first === '"' || first === "'") {
    const stop = text.indexOf('\n', at);
    const end = endOfQuoted(text, at, stop === -1 ? text.length : stop);
    if (end === undefined) return undefined;
    let colon = end;
    while (text.charCodeAt(colon) === 32) colon += 1;
    return text.charCodeAt(colon) === 58 && isGap(text.charCodeAt(colon + 1)) ? end : undefined;
  }
  if (first === undefined || '[]{},#&*!|>%@`'.includes(first)) return undefined;
  if ((first === '?' || first === '-' || first === ':') && isGap(text.charCodeAt(at + 1)))
    throw unsupported(reader);
  for (let place = at; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === 10) return undefined;
    if (code === 58 && isGap(text.charCodeAt(place + 1))) return place;
    if (code === 35 && text.charCodeAt(place - 1) === 32) return undefined;
    if (code === 9) throw unsupported({ ...reader, at: place });
  }
  return undefined;
}

function endOfQuoted(text: string, from: number, stop: number): number | undefined {
  const quote = text[from];
  for (let at = from + 1; at < stop; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at += 1;
      else return at + 1;
    }
  }
  return undefined;
}

/** The key, leaving the reader at its colon. */
function readKey(reader: Reader, end: number): string {
  const first = reader.text[reader.at];
  if (first === '"' || first === "'") {
    const key = readQuoted(reader, -1);
    skipSpaces(reader);
    return key;
  }
  const value = plainValue(reader.text.slice(reader.at, end).trimEnd());
  reader.at = end;
  return value === null ? '' : String(value);
}

/** What follows a dash or a key's colon: on the same line or on those below, if anything. */
function readInline(reader: Reader, parentIndent: number, isMember: boolean, depth: number): unknown {
  skipSpaces(reader);
  if (reader.text.charCodeAt(reader.at) === 38) return readAnchored(reader, parentIndent, isMember, depth);
  if (isLineEnd(reader)) return readBelow(reader, parentIndent, isMember, depth);
  // A list or mapping may start behind a dash, never behind a key.
  if (!isMember) return readBlock(reader, columnOf(reader), parentIndent, depth);
  const first = reader.text[reader.at];
  if (first !== '"' && first !== "'" && (isDash(reader) || keyEnd(reader) !== undefined))
    throw unsupported(reader);
  return readScalarOrFlow(reader, parentIndent, depth);
}

function isLineEnd({ text, at }: Reader): boolean {
  const next = text[at];
  return next === undefined || next === '\n' || (next === '#' && text[at - 1] === ' ');
}

function readBelow(reader: Reader, parentIndent: number, isMember: boolean, depth: number): unknown {
  endLine(reader);
  const column = peekColumn(reader);
  const isBelow = column > parentIndent;
  if (!isBelow && !(isMember && column === parentIndent)) return emptyNode(reader);
  const before = reader.at;
  nextLine(reader);
  if (!isBelow && !isDash(reader)) {
    reader.at = before;
    return emptyNode(reader);
  }
  return readBlock(reader, column, parentIndent, depth);
}

function emptyNode(reader: Reader): null {
  count(reader, 1);
  return null;
}

function readAnchored(reader: Reader, parentIndent: number, isMember: boolean, depth: number): unknown {
  const name = /^&([^\s,[\]{}]{1,200})(?=[ \n]|$)/.exec(reader.text.slice(reader.at, reader.at + 202))?.[1];
  if (name === undefined) throw unsupported(reader);
  reader.at += name.length + 1;
  skipSpaces(reader);
  const { nodes } = reader;
  const isAlone = isLineEnd(reader);
  // Before a key on its line, an anchor would name the key.
  if (
    !isAlone &&
    (/[*&]/.test(reader.text[reader.at] ?? '') || isDash(reader) || keyEnd(reader) !== undefined)
  ) {
    throw unsupported(reader);
  }
  const value = isAlone
    ? readBelow(reader, parentIndent, isMember, depth)
    : readScalarOrFlow(reader, parentIndent, depth);
  reader.anchors.set(name, { value, nodes: reader.nodes - nodes });
  return value;
}

function readScalarOrFlow(reader: Reader, parentIndent: number, depth: number): unknown {
  const first = reader.text[reader.at];
  let value: unknown;
  if (first === '[' || first === '{') value = readFlow(reader, parentIndent, depth);
  else {
    count(reader, 1);
    if (first === '|' || first === '>') return readBlockScalar(reader, parentIndent);
    if (first === '"' || first === "'") value = readQuoted(reader, parentIndent);
    else if (first === '*') value = readAlias(reader);
    else return readPlain(reader, parentIndent);
  }
  endLine(reader);
  return value;
}

/** A plain scalar, over further lines as long as they are indented beyond the parent. */
function readPlain(reader: Reader, parentIndent: number): unknown {
  const { text } = reader;
  if (/^[,\]}#&!%@`]|^[?:-](\s|$)/.test(text.slice(reader.at, reader.at + 2))) throw unsupported(reader);
  const start = reader.at;
  const firstEnd = plainEnd(reader, reader.at);
  reader.at = firstEnd;
  const isCut = text[firstEnd] === '#';
  endLine(reader);
  let last = firstEnd;
  for (;;) {
    const lineEnd = reader.at;
    const column = peekColumn(reader);
    if (column === -1 || column <= parentIndent) break;
    nextLine(reader);
    // A comment between the lines of a scalar ends it; what follows then is no YAML.
    if (isCut || text.slice(lineEnd, reader.at).includes('#')) throw unsupported(reader);
    last = plainEnd(reader, reader.at);
    reader.at = last;
    if (text[last] === '#') {
      endLine(reader);
      if (peekColumn(reader) > parentIndent) throw unsupported(reader);
      break;
    }
    endLine(reader);
  }
  const raw = text.slice(start, last);
  return plainValue(raw.includes('\n') ? folded(raw).trimEnd() : raw.trimEnd());
}

/** Where the scalar's part of this line ends; a colon that would make it a key is refused. */
function plainEnd(reader: Reader, from: number): number {
  const { text } = reader;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return at;
    if (code === 9) throw unsupported(reader);
    if (code === 58 && isGap(text.charCodeAt(at + 1))) throw unsupported(reader);
    if (code === 35 && text.charCodeAt(at - 1) === 32) return at;
  }
  return text.length;
}
