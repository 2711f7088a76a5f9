/** What a condition is written in: each knows things that the other takes for an error. */
export type Dialect = 'sql' | 'xpath';

type Row = Readonly<Record<string, string>>;
type Value = string | number | boolean;

/** The rows for which a condition holds. A toy with real syntax: a stray quote is an error here too. @throws SyntaxError */
export function rowsWhere(rows: readonly Row[], condition: string, dialect: Dialect): Row[] {
  const tokens = tokenise(condition, dialect);
  return rows.filter((row) => {
    const reader = { tokens, at: 0, row, dialect };
    const held = either(reader);
    if (reader.at < tokens.length) throw new SyntaxError(`near "${tokens[reader.at]}": syntax error`);
    return held === true;
  });
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly row: Row;
  readonly dialect: Dialect;
}

function tokenise(source: string, dialect: Dialect): string[] {
  const quoted = dialect === 'sql' ? `'(?:[^']|'')*'|"(?:[^"]|"")*"` : `'[^']*'|"[^"]*"`;
  const token = new RegExp(`\\s*(${quoted}|\\d+|[a-z_][\\w-]*|[=()])`, 'iy');
  const tokens: string[] = [];
  while (token.lastIndex < source.trimEnd().length) {
    const from = token.lastIndex;
    const found = token.exec(source)?.[1];
    if (found === undefined) throw new SyntaxError(`unrecognized token: "${source.slice(from).trim()}"`);
    tokens.push(found);
  }
  return tokens;
}

function accept(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.at]?.toLowerCase() !== word) return false;
  reader.at += 1;
  return true;
}

function either(reader: Reader): Value {
  let held = both(reader);
  while (accept(reader, 'or')) held = both(reader) === true || held === true;
  return held;
}

function both(reader: Reader): Value {
  let held = compared(reader);
  while (accept(reader, 'and')) held = compared(reader) === true && held === true;
  return held;
}

function compared(reader: Reader): Value {
  const left = operand(reader);
  if (accept(reader, '=')) return String(left) === String(operand(reader));
  if (reader.dialect === 'sql' && accept(reader, 'like'))
    return isLike(String(left), String(operand(reader)));
  if (reader.dialect === 'sql' && accept(reader, 'between')) {
    const low = operand(reader);
    if (!accept(reader, 'and')) throw new SyntaxError('near "between": syntax error');
    return Number(left) >= Number(low) && Number(left) <= Number(operand(reader));
  }
  return left;
}

function operand(reader: Reader): Value {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined) throw new SyntaxError('incomplete input');
  if (/^['"]/.test(token)) return token.slice(1, -1).replaceAll("''", "'");
  if (/^\d/.test(token)) return Number(token);
  if (token === '(') return closed(reader, either(reader));
  if (reader.dialect === 'xpath' && token === 'string-length' && accept(reader, '(')) {
    return closed(reader, String(operand(reader)).length);
  }
  const held = reader.row[token];
  if (held === undefined) throw new SyntaxError(`no such column: ${token}`);
  return held;
}

function closed(reader: Reader, value: Value): Value {
  if (!accept(reader, ')')) throw new SyntaxError('a bracket is open');
  return value;
}

function isLike(value: string, pattern: string): boolean {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(value);
}
