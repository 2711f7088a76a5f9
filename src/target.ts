import { ScanError } from './errors.ts';

/** What the user asked to scan. */
export interface Target {
  /** Absolute URL without fragment or user info. */
  readonly url: string;
  readonly origin: string;
  readonly hostname: string;
  readonly https: boolean;
  /** Origins that may be sent requests: the target's own and those that the user listed. */
  readonly scope: readonly string[];
}

/**
 * Reads what the user typed. `localhost:3000` and `api.example.com/v1` get a scheme:
 * http on loopback and for explicit odd ports there, https elsewhere.
 * @throws ScanError invalid-url
 */
export function parseTarget(typed: string, alsoInScope: readonly string[] = []): Target {
  const url = parseUrl(typed.trim());
  if (url.username !== '' || url.password !== '') {
    throw new ScanError('invalid-url', 'Put no user name or password in the URL: use --basic instead.');
  }
  url.hash = '';
  const scope = [url.origin, ...plainTwin(url), ...alsoInScope.map((origin) => parseUrl(origin).origin)];
  return {
    url: url.href,
    origin: url.origin,
    hostname: url.hostname,
    https: url.protocol === 'https:',
    scope: [...new Set(scope)],
  };
}

/**
 * Reads what --base-path says: a path of the target, with or without slashes at its ends. Empty for the root.
 * @throws ScanError invalid-option
 */
export function parseBasePath(typed: string): string {
  const path = `/${typed.trim().replace(/^\/+/, '')}`;
  if (/[?#\s]|:\/\//.test(path) || !URL.canParse(path, 'http://target.invalid')) {
    throw new ScanError('invalid-option', `A base path is one such as /v1, not "${typed}".`);
  }
  return new URL(path, 'http://target.invalid').pathname.replace(/(?<!\/)\/+$/, '');
}

/** The same host over plain http, which should send everybody on to https. On an odd port nobody can know its twin. */
function plainTwin(url: URL): string[] {
  return url.protocol === 'https:' && url.port === '' ? [`http://${url.hostname}`] : [];
}

/** What a shell, a template or a collection should have replaced. In paths a plain `$` is OData's: only hosts are asked for it. */
const UNEXPANDED = [
  /\$\{[^{}]{0,60}\}?|\{\{[^{}]{0,60}\}\}/,
  /^(?:[a-z]{1,10}:\/\/)?[^/?#]{0,255}?(\$\w{1,60})/i,
  /^(?:[a-z]{1,10}:\/\/)?(%\w{1,60}%)/i,
];
/** `http:/host`, `http:host`, `http//host`; a host called `http` has a port or nothing behind it. */
const LACKS_SLASH = /^(https?)(?::\/?(?!\d{1,5}(?:\/|$))|\/\/)(?=[^/])/i;

/** @throws ScanError for what is no address, but was clearly meant to be one */
function refuseSlips(typed: string): void {
  if (typed === '') {
    throw new ScanError('invalid-url', 'The URL is empty: a variable that should hold it may not be set.');
  }
  for (const form of UNEXPANDED) {
    const found = form.exec(typed);
    if (found)
      throw new ScanError(
        'invalid-url',
        `The URL "${typed}" holds a variable that was not expanded: ${found[1] ?? found[0]}. Shells leave it alone in single quotes.`,
      );
  }
  const [start, scheme] = LACKS_SLASH.exec(typed) ?? [];
  if (start !== undefined && scheme !== undefined) {
    const meant = `${scheme.toLowerCase()}://${typed.slice(start.length)}`;
    throw new ScanError('invalid-url', `"${typed}" lacks a part of "://": did you mean ${meant}?`);
  }
}

function parseUrl(typed: string): URL {
  refuseSlips(typed);
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${defaultScheme(typed)}://${typed}`;
  let url: URL;
  try {
    url = new URL(absolute);
  } catch (cause) {
    throw new ScanError('invalid-url', `"${typed}" is not a URL; try https://api.example.com.`, { cause });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ScanError('invalid-url', `Only http and https URLs can be scanned, not ${url.protocol}//.`);
  }
  if (url.hostname === '') throw new ScanError('invalid-url', `"${typed}" names no host.`);
  return url;
}

function defaultScheme(typed: string): 'http' | 'https' {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/?#]|$)/i.test(typed) ? 'http' : 'https';
}
