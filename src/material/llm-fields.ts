import { isNode } from '../openapi/node.ts';
export type Fields = Readonly<Record<string, unknown>>;

/** The first objects of a list; none of anything else. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, 50).filter(isNode) : [];
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
