import type { Identity } from '../identities/identity.ts';
import { anonymous, speakAs } from '../identities/identity.ts';
import type { HttpRequest } from './exchange.ts';

/** Names of environment variables that stand for secrets in a shell line. */
const PLACEHOLDERS = {
  bearer: 'MIDDLEBRICK_TOKEN',
  basic: 'MIDDLEBRICK_BASIC',
  'api-key': 'MIDDLEBRICK_API_KEY',
  cookie: 'MIDDLEBRICK_COOKIE',
} as const;

/** Left to curl: it writes these itself, and a reader learns nothing from them. */
const IMPLIED = /^(host|content-length|accept-encoding|user-agent|accept)$/i;

/**
 * The request as one POSIX shell line. The identity's secrets stand as environment variables, so that the line
 * can be pasted into a ticket. `--path-as-is` keeps curl from normalising what the proof depends on.
 */
export function toCurl(request: HttpRequest, identity: Identity = anonymous): string {
  const parts = ['curl', '-sS', '-i'];
  if (request.url.startsWith('https:')) parts.push('-k');
  if (/\/\.{1,2}(\/|$|\?)/.test(request.url)) parts.push('--path-as-is');
  if (request.method === 'HEAD') parts.push('-I');
  else if (request.method !== 'GET') parts.push('-X', request.method);
  if (identity.tls) parts.push('--cert', '"$MIDDLEBRICK_CERT"', '--key', '"$MIDDLEBRICK_KEY"');
  for (const [name, value] of request.headers) {
    if (!IMPLIED.test(name)) parts.push('-H', withVariables(`${name}: ${value}`, identity));
  }
  if (request.body !== undefined) parts.push('--data-binary', quote(bodyText(request.body)));
  parts.push(withVariables(request.url, identity));
  return parts.join(' ');
}

function bodyText(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

/** Single quotes, and double-quoted variables where a secret stood. */
function withVariables(value: string, identity: Identity): string {
  const stands = identity.credentials.map((credential): [string, string] => {
    const name = PLACEHOLDERS[credential.kind];
    if (credential.kind === 'basic') {
      const said = speakAs({ name: '', credentials: [credential] }, { method: 'GET', url: '', headers: [] });
      return [said.headers[0]?.[1].slice('Basic '.length) ?? '', name];
    }
    const secret = credential.kind === 'bearer' ? credential.token : credential.value;
    return [secret, name];
  });
  for (const [secret, name] of stands) {
    for (const written of [secret, encodeURIComponent(secret)]) {
      const at = written === '' ? -1 : value.indexOf(written);
      if (at >= 0) {
        return `${quote(value.slice(0, at))}"$${name}"${quote(value.slice(at + written.length), true)}`;
      }
    }
  }
  return quote(value);
}

function quote(value: string, dropEmpty = false): string {
  if (value === '' && dropEmpty) return '';
  return `'${value.replaceAll("'", "'\\''")}'`;
}
