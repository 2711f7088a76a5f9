import { ScanError } from '../errors.ts';
import { clientCertificate } from './client-certificate.ts';
import type { Credential, Identity } from './identity.ts';
import type { Login } from './login.ts';

/** What a person says to be somebody, as written on a command line or in a file; already read and resolved. */
export interface GivenCredentials {
  /** `default` where left out. */
  readonly name?: string;
  readonly role?: string;
  /** `Name: value`. */
  readonly headers?: readonly string[];
  readonly bearer?: string;
  /** `user:password`; the password may hold colons (RFC 7617 section 2). */
  readonly basic?: string;
  /** `NAME=VALUE` for a header; `query:NAME=VALUE`, `cookie:NAME=VALUE`, `header:NAME=VALUE`. */
  readonly apiKeys?: readonly string[];
  /** `a=b; c=d`. */
  readonly cookies?: readonly string[];
  /** PEM text, leaf certificate first; the key may stand in the same text. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** How further credentials are made. */
  readonly login?: Login;
}

/**
 * Undefined when nothing was given. A certificate that is out of date is refused, but where it may be one that the
 * service has to refuse.
 * @throws ScanError with a sentence that names the option and never its value
 */
export function toIdentity(
  given: GivenCredentials,
  { mayBeUnfit = false }: { readonly mayBeUnfit?: boolean } = {},
): Identity | undefined {
  const credentials = [
    ...(given.headers ?? []).flatMap(fromHeader),
    ...(given.bearer === undefined ? [] : [fromBearer(given.bearer)]),
    ...(given.basic === undefined ? [] : [fromBasic(given.basic, '--basic')]),
    ...(given.apiKeys ?? []).map(fromApiKey),
    ...(given.cookies ?? []).flatMap((cookies) => fromCookies(cookies, '--cookie')),
  ];
  const twice = credentials.filter((credential) => slotOf(credential) === 'header authorization');
  if (twice.length > 1) {
    throw wrong(
      'More than one Authorization header was given; a request carries one. Give the second user with --other.',
    );
  }
  const tls = clientCertificate(given, mayBeUnfit ? undefined : new Date());
  if (credentials.length === 0 && tls === undefined && given.login === undefined) return undefined;
  return {
    name: given.name ?? 'default',
    ...(given.role === undefined ? {} : { role: given.role }),
    credentials,
    ...(tls === undefined ? {} : { tls }),
    ...(given.login === undefined ? {} : { login: given.login }),
  };
}

/** @throws ScanError for what no request can carry, naming the header and never its value */
export function checkHeaders(lines: readonly (readonly [string, string])[]): void {
  for (const [name, value] of lines) fromHeader(`${name}: ${value}`);
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** These frame the message or are the scanner's own to write. */
const NOT_OURS =
  /^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|accept-encoding)$/i;

function fromHeader(written: string): Credential[] {
  const colon = written.indexOf(':');
  if (colon < 1) throw wrong('A header is written as "Name: value", such as -H "X-Api-Key: abc".');
  const name = written.slice(0, colon).trim();
  const value = written.slice(colon + 1).trim();
  if (!TOKEN.test(name)) throw wrong(`"${printable(name)}" is not a header name.`);
  if (NOT_OURS.test(name)) throw wrong(`The header ${name} cannot be set: the scanner writes it itself.`);
  if (value === '') throw wrong(`The header ${name} has no value.`);
  check(value, `The header ${name}`);
  if (/^cookie$/i.test(name)) return fromCookies(value, 'The header Cookie');
  if (!/^authorization$/i.test(name)) return [{ kind: 'api-key', in: 'header', name, value }];
  const [, scheme = '', rest = ''] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
  if (/^bearer$/i.test(scheme)) return [fromBearer(rest)];
  if (/^basic$/i.test(scheme)) {
    const decoded = Buffer.from(rest, 'base64').toString('utf8');
    // What is not base64 of user:password goes out as it was written.
    const isPlain =
      Buffer.from(decoded, 'utf8')
        .toString('base64')
        .replace(/(?<!=)=+$/, '') === rest.replace(/(?<!=)=+$/, '');
    if (isPlain && decoded.includes(':')) return [fromBasic(decoded, 'The header Authorization')];
  }
  return [{ kind: 'api-key', in: 'header', name, value }];
}

function fromBearer(written: string): Credential {
  const token = written.trim().replace(/^Bearer\s+/i, '');
  if (token === '') throw wrong('The bearer token is empty.');
  if (/\s/.test(token)) throw wrong('The bearer token holds white space; give the token alone.');
  check(token, 'The bearer token');
  return { kind: 'bearer', token };
}

function fromBasic(written: string, what: string): Credential {
  const colon = written.indexOf(':');
  if (colon < 0) throw wrong(`${what} takes user:password.`);
  check(written, what);
  return { kind: 'basic', user: written.slice(0, colon), password: written.slice(colon + 1) };
}

function fromApiKey(written: string): Credential {
  const [, place = 'header', pair = ''] = /^(?:(header|query|cookie):)?(.*)$/s.exec(written) ?? [];
  const equals = pair.indexOf('=');
  if (/^env:\w+$/.test(pair)) {
    throw wrong(`--api-key names no header: X-API-Key=${pair} sends it as X-API-Key.`);
  }
  if (equals < 1) {
    throw wrong('--api-key takes NAME=VALUE for a header, or query:NAME=VALUE or cookie:NAME=VALUE.');
  }
  const name = pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1);
  if (value === '') throw wrong(`The API key ${printable(name)} has no value.`);
  if (place !== 'query' && !TOKEN.test(name)) throw wrong(`"${printable(name)}" is not a ${place} name.`);
  if (place === 'header' && NOT_OURS.test(name))
    throw wrong(`The header ${name} cannot be set: the scanner writes it itself.`);
  check(value, `The API key ${printable(name)}`);
  return { kind: 'api-key', in: place as 'header' | 'query' | 'cookie', name, value };
}

function fromCookies(written: string, what: string): Credential[] {
  const pairs = written
    .split(';')
    .map((pair) => pair.trim())
    .filter(Boolean);
  if (pairs.length === 0) throw wrong(`${what} takes name=value, or several: "a=b; c=d".`);
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals < 1 || !TOKEN.test(name)) throw wrong(`${what} takes name=value, or several: "a=b; c=d".`);
    check(pair, `The cookie ${name}`);
    return { kind: 'cookie', name, value: pair.slice(equals + 1).trim() };
  });
}

function slotOf(credential: Credential): string {
  if (credential.kind === 'bearer' || credential.kind === 'basic') return 'header authorization';
  if (credential.kind === 'cookie') return `cookie ${credential.name}`;
  return `${credential.in} ${credential.in === 'header' ? credential.name.toLowerCase() : credential.name}`;
}

/** A line end would let a value write header lines of its own; other control characters cannot be sent (RFC 9110 section 5.5). */
function check(value: string, what: string) {
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))
    throw wrong(`${what} holds a line end or control character.`);
  if (/[^\u0000-\u00ff]/.test(value)) throw wrong(`${what} holds characters that a header cannot carry.`);
}

function printable(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�').slice(0, 40);
}

/** What was given about a user cannot be used as it stands. */
export function wrong(sentence: string): ScanError {
  return new ScanError('invalid-option', sentence);
}
