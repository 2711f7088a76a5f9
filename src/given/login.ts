import { ScanError } from '../errors.ts';
import type { HeaderList } from '../http/exchange.ts';
import type { RequestLogin, TokenForm, TokenSource } from '../identities/login.ts';
import { TOKEN_PLACE } from '../identities/login.ts';
import type { ReadSecret } from './secret-values.ts';

/** A login as a person writes it, with `env:NAME` wherever a secret stands. */
export interface WrittenLogin {
  /** `POST /login`, and a body behind it. */
  readonly request: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly token?: string | undefined;
  readonly send?: string | undefined;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/**
 * Reads a login and the secrets in it: a text of a JSON document or a value of a form that is `env:NAME` or `-` stands
 * for what is read there.
 * @throws ScanError invalid-option with a sentence that never holds a value
 */
export function readLogin(
  written: WrittenLogin,
  flag: string,
  secret: ReadSecret,
  hides: Hides = 'named',
): RequestLogin {
  const [, method = '', url = '', rest = ''] =
    /^\s*(?:([A-Za-z]+)\s+)?(\S+)\s*(.*)$/s.exec(written.request) ?? [];
  const isAddress = url.startsWith('/') || (/^https?:\/\//i.test(url) && URL.canParse(url));
  if (!isAddress) throw wrongLogin(flag);
  const read = reader(flag, secret, hides);
  const body = bodyOf({ ...written, rest: rest.trim() }, flag, read);
  const headers = Object.entries(written.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    read(value, name),
  ]);
  const named = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    kind: 'request',
    method: (method || (body ? 'POST' : 'GET')).toUpperCase(),
    url,
    headers: body && !named ? [...headers, ['Content-Type', body.type]] : headers,
    ...(body ? { body: body.text } : {}),
    ...(written.token === undefined ? {} : { token: tokenSource(written.token) }),
    ...(written.send === undefined ? {} : { send: tokenForm(written.send, flag) }),
    secrets: read.secrets,
  };
}

/** Which values of a login are secrets: those that were named or read as one, or all but what only says who logs in. */
export type Hides = 'named' | 'all';

type Reader = ((value: string, name: string) => string) & { readonly secrets: string[] };

/** Names of members that say who, not how he proves it: their values are no secrets, and stand everywhere. */
const NAMES =
  /user|mail|name|account|tenant|realm|domain|grant_?type|client_?id$|scope|audience|remember|phone/i;
const SECRET_NAMES = /pass|pwd|secret|token|credential|assertion|otp|^pin$|code|api_?key|authorization/i;

function reader(flag: string, secret: ReadSecret, hides: Hides = 'named'): Reader {
  const secrets: string[] = [];
  const read = (value: string, name: string) => {
    const held = value === '-' || /^env:\w+$/.test(value) ? secret(value, flag) : value;
    const isHidden = SECRET_NAMES.test(name) || ((hides === 'all' || held !== value) && !NAMES.test(name));
    if (isHidden && held !== '') secrets.push(held, held.replace(/^\S+\s+/, ''));
    return held;
  };
  return Object.assign(read, { secrets });
}

function bodyOf(
  { json, form, rest }: WrittenLogin & { readonly rest: string },
  flag: string,
  read: Reader,
): { readonly text: string; readonly type: string } | undefined {
  const given = [json, form, rest || undefined].filter((one) => one !== undefined);
  if (given.length > 1)
    throw new ScanError('invalid-option', `${flag}: a request has one body: json, form, or a text.`);
  if (json !== undefined) return { text: JSON.stringify(filled(json, '', read)), type: JSON_TYPE };
  if (form !== undefined) return { text: formText(Object.entries(form), read), type: FORM };
  return rest === '' ? undefined : readBody(rest, undefined, flag, read);
}

/** A body as it was written, with its secrets read: JSON, else a form. */
function readBody(text: string, type: string | undefined, flag: string, read: Reader) {
  const looksLikeJson = /^[[{]/.test(text);
  if (type === undefined ? looksLikeJson : /json/i.test(type)) {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (cause) {
      // The parser's own words repeat the text, and with it a password.
      throw new ScanError('invalid-option', `${flag}: the body begins like JSON and is none.`, { cause });
    }
    return { text: JSON.stringify(filled(document, '', read)), type: type ?? JSON_TYPE };
  }
  if (type !== undefined && !/urlencoded/i.test(type)) {
    read.secrets.push(text);
    return { text, type };
  }
  return { text: formText([...new URLSearchParams(text)], read), type: type ?? FORM };
}

function filled(value: unknown, name: string, read: Reader): unknown {
  if (typeof value === 'string') return read(value, name);
  if (Array.isArray(value)) return value.map((one) => filled(one, name, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, filled(held, key, read)]));
}

function formText(pairs: readonly (readonly [string, string])[], read: Reader): string {
  const values = pairs.map(([name, value]): [string, string] => [name, read(value, name)]);
  const text = new URLSearchParams(values).toString();
  read.secrets.push(...read.secrets.map((held) => new URLSearchParams([['', held]]).toString().slice(1)));
  return text;
}

/** A raw body of a login that another tool wrote, read the same way. */
export function readRawBody(text: string, type: string | undefined, flag: string, secret: ReadSecret) {
  const read = reader(flag, secret);
  return { ...readBody(text, type, flag, read), secrets: read.secrets };
}

/** Values of headers that say who logs in. */
export function readHeaders(headers: HeaderList, flag: string, secret: ReadSecret) {
  const read = reader(flag, secret);
  return {
    headers: headers.map(([name, value]): [string, string] => [name, read(value, name)]),
    secrets: read.secrets,
  };
}

/** `/data/token` (RFC 6901), `data.token`, `header:X-Auth-Token`, `cookie`. */
export function tokenSource(written: string): TokenSource {
  if (/^cookies?$/i.test(written)) return { in: 'cookies' };
  const name = /^header:(.+)$/i.exec(written)?.[1];
  if (name !== undefined) return { in: 'header', name: name.trim() };
  if (!written.startsWith('/')) return { in: 'body', path: written.split('.') };
  const path = written.slice(1).split('/');
  return { in: 'body', path: path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) };
}

/** `Authorization: Token {token}`, `X-Api-Key: {token}`, `query:key={token}`, `cookie:name={token}`. */
export function tokenForm(written: string, flag: string): TokenForm {
  const [, place, name = '', template = ''] = /^(query|cookie):([^=\s]+)=(.+)$/i.exec(written) ?? [
    undefined,
    'header',
    ...(/^([\w!#$%&'*+.^`|~-]+)\s*:\s*(\S.*)$/.exec(written)?.slice(1) ?? []),
  ];
  if (name === '' || !template.includes(TOKEN_PLACE) || /[\u0000-\u001f\u007f]/.test(template))
    throw new ScanError(
      'invalid-option',
      `${flag}: how a token is sent is written as "Authorization: Token {token}", query:NAME={token} or cookie:NAME={token}.`,
    );
  return { in: (place ?? 'header').toLowerCase() as TokenForm['in'], name, template };
}

function wrongLogin(flag: string): ScanError {
  return new ScanError(
    'invalid-option',
    `${flag} takes a request such as 'POST /login {"user":"ann","password":"env:PASSWORD"}' or 'POST /login user=ann&password=env:PASSWORD'.`,
  );
}
