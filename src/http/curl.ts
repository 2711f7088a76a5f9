import type { Credential, Identity } from '../identities/identity.ts';
import { anonymous, basicValue } from '../identities/identity.ts';
import { singleQuoted } from '../material/single-quoted.ts';
import type { HttpRequest } from './exchange.ts';
import { percentEncoded } from './foreign-text.ts';

/** Names of environment variables that stand for secrets in a shell line. */
const PLACEHOLDERS = {
  bearer: 'MIDDLEBRICK_TOKEN',
  basic: 'MIDDLEBRICK_BASIC',
  'api-key': 'MIDDLEBRICK_API_KEY',
  cookie: 'MIDDLEBRICK_COOKIE',
} as const;

/** Users of one scan have secrets of their own: `MIDDLEBRICK_TOKEN_OTHER` is the one of the user called "other". */
function variableOf(name: string, identity: Identity): string {
  if (identity.name === 'default') return name;
  return `${name}_${identity.name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/_$/, '')}`;
}

/** Stands for a token that a rule made: who can read a report must not be let in by it. `middlebrick replay` makes it again. */
const FORGED = 'MIDDLEBRICK_FORGED_TOKEN';
/** Compact JWS and JWE, signed or not (RFC 7515 section 7.1). */
const TOKEN = /(?<![\w-])eyJ[\w-]{6,4000}\.[\w-]{2,8000}(?:\.[\w-]{0,8000}){0,3}/g;

/** Left to curl: it writes these itself, and a reader learns nothing from them. */
const IMPLIED = /^(host|content-length|accept-encoding|user-agent|accept)$/i;

/** One word that stands for a secret. */
type Stand = readonly [secret: string, variable: string];

/**
 * The request as one POSIX shell line. The identity's secrets stand as environment variables, so that the line
 * can be pasted into a ticket. `--path-as-is` and `-g` keep curl from changing what the proof depends on.
 */
export function toCurl(request: HttpRequest, identity: Identity = anonymous): string {
  const stands = [...standsFor(identity), ...forgedIn(request)];
  const word = (value: string) => shellWord(value, stands);
  const parts = ['curl', '-sS', '-i'];
  if (request.url.startsWith('https:')) parts.push('-k');
  if (/\/\.{1,2}(\/|$|\?)/.test(request.url)) parts.push('--path-as-is');
  if (/[[\]{}]/.test(request.url)) parts.push('-g');
  if (request.method === 'HEAD') parts.push('-I');
  else if (request.method !== 'GET' || request.body !== undefined) parts.push('-X', word(request.method));
  if (identity.tls) {
    const [cert, key] = ['MIDDLEBRICK_CERT', 'MIDDLEBRICK_KEY'].map((name) => variableOf(name, identity));
    parts.push('--cert', `"$${cert}"`, '--key', `"$${key}"`);
  }
  for (const [name, value] of request.headers) {
    // curl leaves a header out when nothing follows its colon; a semicolon sends it empty.
    if (!IMPLIED.test(name)) parts.push('-H', value === '' ? word(`${name};`) : word(`${name}: ${value}`));
  }
  let before = '';
  if (request.body !== undefined) {
    const named = request.headers.some(([name]) => name.toLowerCase() === 'content-type');
    // Otherwise curl would call the body a form.
    if (!named) parts.push('-H', "'Content-Type:'");
    const text = bodyText(request.body);
    if (text === undefined) before = `${printed(request.body)} | `;
    // Unlike --data, it does not read a file when the body starts with "@".
    parts.push(...(text === undefined ? ['--data-binary', '@-'] : ['--data-raw', word(text)]));
  }
  parts.push(word(request.url));
  return before + parts.join(' ');
}

/** Linux passes no longer argument to a program; what is longer is printed by the shell itself. */
const LONGEST_ARGUMENT = 100_000;

/** Undefined for bytes that no shell word can hold: NUL, what is not UTF-8, or too many. */
function bodyText(body: string | Uint8Array): string | undefined {
  const bytes = Buffer.from(body as Uint8Array);
  if (bytes.length > LONGEST_ARGUMENT) return undefined;
  const text = bytes.toString('utf8');
  return text.includes('\0') || !Buffer.from(text).equals(bytes) ? undefined : text;
}

/** A command that prints these bytes, a long run of one of them as a count. */
function printed(body: string | Uint8Array): string {
  const written = Buffer.from(body as Uint8Array).toString('latin1');
  const run = LONG_RUN.exec(written);
  if (!run) return `printf ${octal(written)}`;
  const [all, character] = run;
  const rest = written.slice(run.index + all.length);
  return `{ printf ${octal(written.slice(0, run.index))}; printf '%0${all.length}d' 0 | tr 0 ${character}; printf ${octal(rest)}; }`;
}

function octal(written: string): string {
  const bytes = [...Buffer.from(written, 'latin1')];
  return `'${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`;
}

function standsFor(identity: Identity): Stand[] {
  const uses = new Map<string, number>();
  const stands = identity.credentials.flatMap((credential): Stand[] => {
    const name = variableOf(PLACEHOLDERS[credential.kind], identity);
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    const secret = secretOf(credential);
    const variable = use === 1 ? name : `${name}_${use}`;
    return [...new Set([secret, percentEncoded(secret)])].map((form) => [form, variable]);
  });
  return stands.filter(([secret]) => secret !== '').sort(([a], [b]) => b.length - a.length);
}

/** Tokens of the request that are not the speaker's own; those stand before these and are taken out first. */
function forgedIn({ url, headers, body }: HttpRequest): Stand[] {
  const written = [url, ...headers.map(([, value]) => value), typeof body === 'string' ? body : ''].join(
    '\n',
  );
  const tokens = [...new Set(written.match(TOKEN) ?? [])].sort((a, b) => b.length - a.length);
  return tokens.map((token, at): Stand => [token, at === 0 ? FORGED : `${FORGED}_${at + 1}`]);
}

function secretOf(credential: Credential): string {
  if (credential.kind === 'bearer') return credential.token;
  return credential.kind === 'basic' ? basicValue(credential.user, credential.password) : credential.value;
}

/** Single quotes, and double-quoted variables wherever a secret stood. */
function shellWord(value: string, stands: readonly Stand[]): string {
  const [stand, ...others] = stands;
  if (!stand) return quote(value);
  const [secret, variable] = stand;
  const pieces = value.split(secret).map((piece) => (piece === '' ? '' : shellWord(piece, others)));
  return pieces.join(`"$${variable}"`) || "''";
}

/** One character so many times is counted, not written out: nobody reads twelve kilobytes of it in a terminal. */
const LONG_RUN = /([A-Za-z0-9])\1{199,}/;

/** The shell makes a long run again: zeros of that width, and another character in their place. */
function quote(value: string): string {
  const run = LONG_RUN.exec(value);
  if (!run) return singleQuoted(value);
  const [all, character] = run;
  const before = value.slice(0, run.index);
  const after = value.slice(run.index + all.length);
  const made = `"$(printf '%0${all.length}d' 0 | tr 0 ${character})"`;
  return `${before && quote(before)}${made}${after && quote(after)}`;
}
