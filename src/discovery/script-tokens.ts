/** A piece of a script, as far as addresses need it. */
export interface Token {
  readonly kind: 'name' | 'sign' | 'text' | 'number' | 'template' | 'comment';
  /** Without quotes, escapes undone; empty for templates. */
  readonly value: string;
  readonly line: number;
  /** Of a template: texts and the tokens of its expressions, in turn. */
  readonly parts?: readonly (string | readonly Token[])[];
}

/** Longer literals of regular expressions are rare, and one that has no end must not be looked for to the end of the script. */
const LONGEST_EXPRESSION = 500;
/** Templates within templates. */
const DEEPEST = 6;
const SIGNS = ['===', '!==', '...', '=>', '==', '!=', '<=', '>=', '+=', '?.', '&&', '||', '??'];
/** A slash behind these begins a regular expression; behind other words it divides. */
const BEFORE_EXPRESSION: ReadonlySet<string> = new Set(['return', 'typeof', 'case', 'in', 'of', 'void']);

interface Reading {
  readonly source: string;
  at: number;
  line: number;
}

/** Reads a script once from its beginning to its end, whatever is wrong with it. */
export function scriptTokens(source: string): Token[] {
  return readTokens({ source, at: 0, line: 1 }, 0);
}

/** Within a template's expression the brace that closes it ends the reading. */
function readTokens(reading: Reading, depth: number): Token[] {
  const { source } = reading;
  const found: Token[] = [];
  let open = 0;
  while (reading.at < source.length) {
    const character = source[reading.at] ?? '';
    const { line } = reading;
    if (character === '\n') reading.line += 1;
    if (character <= ' ') {
      reading.at += 1;
    } else if (character === '"' || character === "'") {
      found.push({ kind: 'text', value: readText(reading, character), line });
    } else if (character === '`') {
      found.push(readTemplate(reading, depth));
    } else if (character === '/' && (source[reading.at + 1] === '/' || source[reading.at + 1] === '*')) {
      found.push({ kind: 'comment', value: readComment(reading), line });
    } else if (character === '/' && beginsExpression(found.at(-1))) {
      reading.at += lengthOfExpression(source, reading.at);
    } else if (isWord(character)) {
      const value = readWord(reading);
      found.push({ kind: character >= '0' && character <= '9' ? 'number' : 'name', value, line });
    } else {
      const sign = SIGNS.find((one) => source.startsWith(one, reading.at)) ?? character;
      if (sign === '{') open += 1;
      if (sign === '}') open -= 1;
      reading.at += sign.length;
      if (depth > 0 && open < 0) return found;
      found.push({ kind: 'sign', value: sign, line });
    }
  }
  return found;
}

function isWord(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9') ||
    character === '_' ||
    character === '$' ||
    character > '\u007f'
  );
}

function readWord(reading: Reading): string {
  const from = reading.at;
  while (reading.at < reading.source.length && isWord(reading.source[reading.at] ?? '')) reading.at += 1;
  return reading.source.slice(from, reading.at);
}

/** A string ends with its line at the latest. */
function readText(reading: Reading, quote: string): string {
  const { source } = reading;
  let value = '';
  reading.at += 1;
  let from = reading.at;
  while (reading.at < source.length) {
    const character = source[reading.at];
    if (character === quote || character === '\n') break;
    if (character === '\\') {
      value += source.slice(from, reading.at);
      reading.at += 1;
      from = reading.at;
      if (source[reading.at] === '\n') reading.line += 1;
    }
    reading.at += 1;
  }
  value += source.slice(from, reading.at);
  if (source[reading.at] === quote) reading.at += 1;
  return value;
}

function readTemplate(reading: Reading, depth: number): Token {
  const { source, line } = reading;
  const parts: (string | readonly Token[])[] = [];
  reading.at += 1;
  let from = reading.at;
  while (reading.at < source.length && source[reading.at] !== '`') {
    if (source[reading.at] === '\n') reading.line += 1;
    if (source[reading.at] === '\\') {
      reading.at += 2;
    } else if (source.startsWith('${', reading.at) && depth < DEEPEST) {
      parts.push(source.slice(from, reading.at));
      reading.at += 2;
      parts.push(readTokens(reading, depth + 1));
      from = reading.at;
    } else {
      reading.at += 1;
    }
  }
  parts.push(source.slice(from, reading.at));
  reading.at += 1;
  return { kind: 'template', value: '', line, parts };
}

function readComment(reading: Reading): string {
  const { source, at } = reading;
  const end = source[at + 1] === '/' ? '\n' : '*/';
  const found = source.indexOf(end, at + 2);
  const to = found === -1 ? source.length : found;
  const value = source.slice(at + 2, to);
  if (end === '*/') reading.line += value.split('\n').length - 1;
  reading.at = end === '\n' ? to : to + 2;
  return value;
}

function beginsExpression(before: Token | undefined): boolean {
  if (before === undefined || before.kind === 'comment') return true;
  if (before.kind === 'name') return BEFORE_EXPRESSION.has(before.value);
  return before.kind === 'sign' && ![')', ']', '}'].includes(before.value);
}

/** One where it is a division after all. */
function lengthOfExpression(source: string, from: number): number {
  let inClass = false;
  const end = Math.min(source.length, from + LONGEST_EXPRESSION);
  for (let at = from + 1; at < end && source[at] !== '\n'; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at + 1 - from;
  }
  return 1;
}
