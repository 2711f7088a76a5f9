import { percentDecoded } from '../http/foreign-text.ts';
import { looksLikeIdentifier, singular } from '../values/path-template.ts';
import type { WrittenAddress } from './recorded-request.ts';

/** A path with what differs from object to object as variables, in the file's own names where it has any. */
export interface Template {
  readonly path: string;
  /** The same for all paths that differ in the names of variables alone. */
  readonly shape: string;
  /** Path with its values, as it was sent; undefined where a variable has no value. */
  readonly sent?: string;
  readonly names: readonly string[];
  /** Value of each variable, undecoded; by name. */
  readonly values: ReadonlyMap<string, string>;
}

export function templateOf({ path, pathValues }: WrittenAddress): Template {
  const segments = path.split('/').slice(1);
  const isValue = segments.map((segment) => segment.startsWith('{') || looksLikeIdentifier(segment));
  const values = new Map<string, string>();
  const names: string[] = [];
  const written = segments.map((segment, at) => {
    if (!isValue[at]) return { template: segment, sent: segment };
    const given = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const isLast = !isValue.slice(at + 1).includes(true);
    const name = unused(given ?? (isLast ? 'id' : `${singular(segments[at - 1] ?? 'item')}Id`), names);
    const value = given === undefined ? percentDecoded(segment) : pathValues.get(given);
    names.push(name);
    if (value !== undefined) values.set(name, value);
    return { template: `{${name}}`, sent: value === undefined ? undefined : encodeURIComponent(value) };
  });
  const whole = written.every(({ sent }) => sent !== undefined);
  return {
    path: `/${written.map(({ template }) => template).join('/')}`,
    shape: `/${written.map(({ template }) => template.replace(/^\{.*\}$/, '{}')).join('/')}`,
    ...(whole ? { sent: `/${written.map(({ sent }) => sent).join('/')}` } : {}),
    names,
    values,
  };
}

function unused(name: string, names: readonly string[]): string {
  let free = name;
  for (let at = 2; names.includes(free); at += 1) free = `${name}${at}`;
  return free;
}
