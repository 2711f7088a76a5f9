import type { LineStarts, OutlineNode } from './line-of.ts';

/** A key of a block mapping: quoted or plain, up to a colon that ends it. */
const KEY =
  /^("(?:[^"\\]|\\.)*"\s{0,9}|'(?:[^']|'')*'\s{0,9}|[^\s"'#&*!|>%@`[\]{},?-][^\n]*?|[?-]\S[^\n]*?):(?=\s|$)/;

interface Block {
  /** First and last line (exclusive), 0-based. */
  readonly from: number;
  readonly to: number;
  /** Column at which the content of the first line starts. */
  readonly column: number;
}

/**
 * Members of block mappings and sequences by their indentation, level by level. What stands on one line in braces
 * has no lines of its own and is found with its owner.
 */
export function yamlOutline(text: string, starts: LineStarts): OutlineNode {
  const lines: Lines = {
    count: starts.length,
    text: (line) => text.slice(starts[line], starts[line + 1] ?? text.length).replace(/\r?\n$/, ''),
    start: (line) => starts[line] ?? 0,
  };
  let first = 0;
  while (first < lines.count && (isBlank(lines.text(first)) || /^(---|%)/.test(lines.text(first))))
    first += 1;
  const column = first < lines.count ? indentOf(lines.text(first)) : 0;
  return outlineNode(lines, lines.start(first), { from: first, to: lines.count, column });
}

interface Lines {
  readonly count: number;
  text(line: number): string;
  start(line: number): number;
}

function outlineNode(lines: Lines, offset: number, block: Block | undefined): OutlineNode {
  let children: ReadonlyMap<string, OutlineNode> | undefined;
  return {
    offset,
    child(segment) {
      children ??= block ? childrenOf(lines, block) : new Map();
      return children.get(segment);
    },
  };
}

interface Entry {
  readonly name: string;
  readonly line: number;
  /** Column of the value, where it starts on the same line. */
  readonly inline: number | undefined;
}

function childrenOf(lines: Lines, block: Block): ReadonlyMap<string, OutlineNode> {
  const entries: Entry[] = [];
  let items = 0;
  for (let line = block.from; line < block.to; line += 1) {
    const text = lines.text(line);
    if (line !== block.from && (isBlank(text) || indentOf(text) !== block.column)) continue;
    const content = text.slice(block.column);
    // A list may stand at the column of the key that owns it: the first line says which of the two is read here.
    if (isItem(content)) {
      if (entries.length > items) continue;
      entries.push({ name: String(items), line, inline: inlineAt(text, block.column + 1) });
      items += 1;
      continue;
    }
    const key = items === 0 ? KEY.exec(content) : null;
    if (key)
      entries.push({
        name: nameOf(key[1] ?? ''),
        line,
        inline: inlineAt(text, block.column + key[0].length),
      });
  }
  return new Map(
    entries.map((entry, at) => {
      const end = entries[at + 1]?.line ?? block.to;
      return [
        entry.name,
        outlineNode(lines, lines.start(entry.line) + block.column, blockOf(lines, entry, end)),
      ];
    }),
  );
}

function inlineAt(text: string, from: number): number | undefined {
  const rest = text.slice(from);
  const spaces = rest.length - rest.trimStart().length;
  return rest.trim() === '' || rest.trimStart().startsWith('#') ? undefined : from + spaces;
}

/** What belongs to an entry: the rest of its line when that opens a block, else the lines below. */
function blockOf(lines: Lines, { line, inline }: Entry, end: number): Block | undefined {
  if (inline !== undefined) {
    const content = lines.text(line).slice(inline);
    // An anchor or tag may precede a block on the lines below.
    if (!/^[&!]\S*\s*$/.test(content)) {
      return isItem(content) || KEY.test(content) ? { from: line, to: end, column: inline } : undefined;
    }
  }
  let first = line + 1;
  while (first < end && isBlank(lines.text(first))) first += 1;
  return first < end ? { from: first, to: end, column: indentOf(lines.text(first)) } : undefined;
}

function isItem(content: string): boolean {
  return /^-(\s|$)/.test(content);
}

function isBlank(text: string): boolean {
  return /^\s*(#|$)/.test(text);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function nameOf(key: string): string {
  if (key.startsWith("'")) return key.trimEnd().slice(1, -1).replaceAll("''", "'");
  if (!key.startsWith('"')) return key.trim();
  try {
    return String(JSON.parse(key.trimEnd()));
  } catch {
    return key.slice(1, -1);
  }
}
