import { percentDecoded } from '../http/foreign-text.ts';
import { looksLikeIdentifier } from '../values/path-template.ts';
import type { WrittenAddress } from './recorded-request.ts';
import { type Expand, isUnfilled } from './variables.ts';

/** `{{baseUrl}}/users`: one variable that holds all before the path. */
const BASE_VARIABLE = /^(\{\{[^{}]+\}\})(?=[/?#]|$|[A-Za-z])(.*)$/s;
const BASE = /^((?:[^/?#]*:\/\/)?[^/?#]*)(.*)$/s;
/** Longer addresses are refused by most servers and proxies. */
const LONGEST = 8_000;

export interface AddressOptions {
  readonly expand: Expand;
  /** Values of `:name` in the path. */
  readonly named?: ReadonlyMap<string, string>;
  /** The query, where it is listed apart. */
  readonly query?: WrittenAddress['query'];
  /** True where a path may hold `:name` for a variable. */
  readonly colons?: boolean;
}

/** Undefined for what is no HTTP address. */
export function readAddress(written: string, options: AddressOptions): WrittenAddress | undefined {
  const text = written.trim();
  if (text === '' || text.length > LONGEST) return undefined;
  const whole = BASE_VARIABLE.exec(text) ?? BASE.exec(text);
  const [, before = '', after = ''] = whole ?? [];
  const isPortable = before.includes('{{');
  const base = baseOf(options.expand(before));
  if (base === 'none') return undefined;
  const [beforeQuery = '', search] = (after.replace(/#.*$/s, '') || '/').split(/\?(.*)/s, 2);
  return {
    ...base,
    isPortable,
    ...pathOf(beforeQuery.startsWith('/') ? beforeQuery : `/${beforeQuery}`, options),
    query: options.query ?? queryOf(search, options.expand),
  };
}

/** Without a scheme, http, as command lines and collections mean it. */
function baseOf(expanded: string): Pick<WrittenAddress, 'base' | 'login'> | 'none' {
  if (expanded === '' || isUnfilled(expanded)) return {};
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(expanded)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return 'none';
  const absolute = scheme === undefined ? `http://${expanded.replace(/^\/\//, '')}` : expanded;
  if (!URL.canParse(absolute)) return 'none';
  const { origin, pathname, username, password } = new URL(absolute);
  return {
    base: origin + pathname.replace(/(?<!\/)\/+$/, ''),
    ...(username === '' ? {} : { login: `${percentDecoded(username)}:${percentDecoded(password)}` }),
  };
}

function pathOf(
  written: string,
  { expand, named, colons }: AddressOptions,
): Pick<WrittenAddress, 'path' | 'pathValues'> {
  const pathValues = new Map<string, string>();
  const segments = written
    .split('/')
    .slice(1)
    .map((segment) => {
      const colon = colons ? /^:([\w.~-]+)$/.exec(segment)?.[1] : undefined;
      if (colon !== undefined) {
        const value = expand(named?.get(colon) ?? '');
        if (value !== '' && !isUnfilled(value)) pathValues.set(colon, value);
        return `{${colon}}`;
      }
      const variable = /^\{\{\s*([\w.~-]+)\s*\}\}$/.exec(segment)?.[1];
      const value = expand(segment);
      if (variable !== undefined && (isUnfilled(value) || looksLikeIdentifier(value))) {
        if (!isUnfilled(value)) pathValues.set(variable, value);
        return `{${variable}}`;
      }
      return value.replace(
        /\{\{([^{}]*)\}\}/g,
        (_, name: string) => `{${name.trim().replace(/[^\w.~-]/g, '_')}}`,
      );
    });
  return { path: `/${segments.join('/')}`, pathValues };
}

function queryOf(search: string | undefined, expand: Expand): WrittenAddress['query'] {
  return (search ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const value = expand(at === -1 ? '' : pair.slice(at + 1));
      const name = percentDecoded(expand(at === -1 ? pair : pair.slice(0, at)).replaceAll('+', ' '));
      return [name, isUnfilled(value) ? undefined : percentDecoded(value.replaceAll('+', ' '))] as const;
    });
}
