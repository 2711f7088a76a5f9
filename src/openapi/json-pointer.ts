import { isNode } from './node.ts';

/** Segments of a JSON pointer (RFC 6901), or undefined when it is not one. */
export function parsePointer(pointer: string): readonly string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer that `parsePointer` reads back into the same segments. */
export function formatPointer(...segments: readonly (string | number)[]): string {
  return segments
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** What a pointer leads to; own members only, so that `__proto__` and `constructor` lead nowhere. */
export function valueAt(root: unknown, segments: readonly (string | number)[]): unknown {
  let value = root;
  for (const segment of segments.map(String)) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(segment)) return undefined;
    if (!Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** A copy with this value there; undefined takes the member away. */
export function withValueAt(root: unknown, segments: readonly (string | number)[], value: unknown): unknown {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  if (Array.isArray(root)) {
    const index = Number(segment);
    return root.map((item, at) => (at === index ? withValueAt(item, rest, value) : item));
  }
  const name = String(segment);
  const { [name]: held, ...others } = isNode(root) ? root : {};
  if (rest.length === 0 && value === undefined) return others;
  return { ...(isNode(root) ? root : {}), [name]: withValueAt(held, rest, value) };
}

/** `items[0].unit_price`. */
export function writtenPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (all, key) => (typeof key === 'number' ? `${all}[${key}]` : `${all}${all === '' ? '' : '.'}${key}`),
    '',
  );
}
