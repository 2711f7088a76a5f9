export type Fields = Readonly<Record<string, unknown>>;

/** The first objects of a list; none of anything else. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, 50).filter(isRecord) : [];
}

export function first(value: unknown): Fields | undefined {
  return list(value)[0];
}

/** Content is a string, or a list of parts with text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return list(value)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('');
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
