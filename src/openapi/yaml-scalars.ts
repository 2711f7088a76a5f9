import { type Reader, unsupported } from './yaml-reader.ts';

/** A plain scalar as YAML 1.2 reads it (core schema): dates stay text, `yes` and `no` too. */
export function plainValue(text: string): unknown {
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
  }
  return /^[-+.\d]/.test(text) ? numberOrText(text) : text;
}

function numberOrText(text: string): unknown {
  if (/^[-+]?\d+$/.test(text)) return Number.parseInt(text, 10);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[\dA-Fa-f]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return Number.parseFloat(text);
  if (/^\+?\.(inf|Inf|INF)$/.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-\.(inf|Inf|INF)$/.test(text)) return Number.NEGATIVE_INFINITY;
  return /^\.(nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}

/** The quoted scalar that starts here; lines after the first have to be indented beyond the parent. */
export function readQuoted(reader: Reader, parentIndent: number): string {
  const quote = reader.text[reader.at];
  const end = quote === '"' ? endOfDouble(reader) : endOfSingle(reader);
  const raw = reader.text.slice(reader.at + 1, end);
  const isOneLine = !raw.includes('\n');
  if (!isOneLine) checkLines(reader, raw, parentIndent);
  reader.at = end + 1;
  if (quote === "'") return (isOneLine ? raw : folded(raw)).replaceAll("''", "'");
  if (!raw.includes('\\')) return isOneLine ? raw : folded(raw);
  // Where a line ends in an escape, folding depends on it; rare enough to leave to the library.
  if (!isOneLine && /\\[ \t]*\n|\n[ \t]*\\[ \t]/.test(raw)) throw unsupported(reader);
  return unescaped(reader, isOneLine ? raw : folded(raw));
}

function endOfSingle(reader: Reader): number {
  let end = reader.text.indexOf("'", reader.at + 1);
  while (end !== -1 && reader.text[end + 1] === "'") end = reader.text.indexOf("'", end + 2);
  if (end === -1) throw unsupported(reader);
  return end;
}

function endOfDouble(reader: Reader): number {
  for (let end = reader.at + 1; end < reader.text.length; end += 1) {
    const code = reader.text.charCodeAt(end);
    if (code === 34) return end;
    if (code === 92) end += 1;
  }
  throw unsupported(reader);
}

function checkLines(reader: Reader, raw: string, parentIndent: number): void {
  const lines = raw.split('\n');
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const content = line.trimStart();
    const indent = line.length - content.length;
    if (line.slice(0, indent).includes('\t')) throw unsupported(reader);
    if (
      (content !== '' || at === lines.length - 1) &&
      (indent <= parentIndent || (indent === 0 && /^(---|\.\.\.)/.test(line)))
    ) {
      throw unsupported(reader);
    }
  }
}

/** Line folding of flow scalars: one break is a space, further ones are breaks (YAML 1.2.2 section 6.5). */
export function folded(raw: string): string {
  const lines = raw.split('\n');
  let value = (lines[0] ?? '').replace(/(?<![ \t])[ \t]+$/, '');
  let breaks = 0;
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const isLast = at === lines.length - 1;
    const content = isLast ? line.replace(/^[ \t]+/, '') : line.replace(/^[ \t]+|[ \t]+$/g, '');
    breaks += 1;
    if (content === '' && !isLast) continue;
    value += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + content;
    breaks = 0;
  }
  return value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function unescaped(reader: Reader, text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.|$))/gs,
    (_whole, two?: string, four?: string, eight?: string, one?: string) => {
      const hex = two ?? four ?? eight;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        if (code > 0x10ffff) throw unsupported(reader);
        return String.fromCodePoint(code);
      }
      const known = one !== undefined && Object.hasOwn(ESCAPES, one) ? ESCAPES[one] : undefined;
      if (known === undefined) throw unsupported(reader);
      return known;
    },
  );
}
