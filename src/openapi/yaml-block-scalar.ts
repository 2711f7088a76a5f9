import { type Reader, unsupported } from './yaml-reader.ts';

/** A literal (`|`) or folded (`>`) text; the reader is left at the end of its last line. */
export function readBlockScalar(reader: Reader, parentIndent: number): string {
  const { text } = reader;
  const headerEnd = lineEnd(text, reader.at);
  const header = /^([|>])([+-]?)([1-9]?)([+-]?)([ \t]+#.*|[ \t]*)$/.exec(text.slice(reader.at, headerEnd));
  if (!header || (header[2] && header[4])) throw unsupported(reader);
  const chomping = header[2] || header[4] || '';
  const lines: string[] = [];
  let indent = header[3] ? Math.max(parentIndent, 0) + Number(header[3]) : undefined;
  let at = headerEnd;
  while (at < text.length) {
    const end = lineEnd(text, at + 1);
    const line = text.slice(at + 1, end);
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    if (spaces < line.length) {
      if (indent === undefined) {
        if (spaces <= parentIndent) break;
        // A tab here, or deeper empty lines before, is where readers of YAML disagree.
        if (line[spaces] === '\t' || lines.some((blank) => blank.length > spaces)) throw unsupported(reader);
        indent = spaces;
      } else if (spaces < indent) {
        if (spaces > parentIndent) throw unsupported(reader);
        break;
      }
      if (spaces === 0 && /^(---|\.\.\.)/.test(line)) throw unsupported(reader);
    }
    lines.push(line);
    at = end;
  }
  if (indent === undefined || header[3]) {
    if (lines.some((line) => line.trim() !== '') === false) {
      if (chomping === '+' || lines.some((line) => line !== '')) throw unsupported(reader);
      reader.at = Math.min(at, text.length);
      return '';
    }
  }
  reader.at = Math.min(at, text.length);
  return chomped(header[1] === '|', chomping, lines, indent ?? 0, text.length === at && text.endsWith('\n'));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function chomped(
  isLiteral: boolean,
  chomping: string,
  lines: readonly string[],
  indent: number,
  atEnd: boolean,
): string {
  let last = lines.length;
  while (last > 0 && (lines[last - 1] ?? '').length <= indent) last -= 1;
  const content = lines.slice(0, last).map((line) => line.slice(indent));
  const value = isLiteral ? content.join('\n') : foldedBlock(content);
  if (chomping === '-') return value;
  if (chomping !== '+') return `${value}\n`;
  const blank = lines.slice(last).map((line) => `\n${line.slice(indent)}`);
  // The break that ends the text is not a line of its own.
  if (atEnd) blank.pop();
  const kept = value + blank.join('');
  return kept.endsWith('\n') && blank.length > 0 ? `${kept}\n` : `${kept}\n`;
}

/** Breaks between lines at the base indentation become spaces; those around deeper lines stay (section 8.1.3). */
function foldedBlock(lines: readonly string[]): string {
  let value = '';
  let breaks = 0;
  let wasDeeper = false;
  let isFirst = true;
  for (const line of lines) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    const isDeeper = line.startsWith(' ') || line.startsWith('\t');
    if (isFirst) value = '\n'.repeat(breaks) + line;
    else if (isDeeper || wasDeeper) value += '\n'.repeat(breaks + 1) + line;
    else value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line;
    breaks = 0;
    wasDeeper = isDeeper;
    isFirst = false;
  }
  return value;
}
