import type { HeaderList, HttpRequest } from '../http/exchange.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import { type Login, loginSecrets } from './login.ts';

/** Client certificate and private key, PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** One way of saying who is asking. */
export type Credential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'api-key';
      readonly in: 'header' | 'query' | 'cookie';
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: 'cookie'; readonly name: string; readonly value: string };

/** Who the scanner is when it speaks: credentials, a client certificate, both, or neither (anonymous). */
export interface Identity {
  readonly name: string;
  readonly role?: string;
  /** Where the role was read; absent where the user stated it. */
  readonly roleFrom?: string;
  /** True where the role that was read is what every user has here, whatever its word: a clinic’s `owner` has a pet. */
  readonly isCommonRole?: boolean;
  readonly credentials: readonly Credential[];
  readonly tls?: TlsIdentity;
  /** How its credentials are made, where they are: until then it has none but those that were given beside. */
  readonly login?: Login;
  /** Headers that go with the credentials and prove nothing alone: the token against forged requests beside a cookie. */
  readonly beside?: HeaderList;
  /** What the login gave too, and is not sent: cookies beside a token. */
  readonly spare?: readonly Credential[];
  /** What earlier and later logins of this identity gave: as secret as its credentials. */
  readonly past?: readonly Credential[];
  /** Set where the scan registered this identity itself: its own account may be changed, and is removed at the end. */
  readonly account?: Account;
  /** The file of requests that this credential stood in, where nobody named it as a user. */
  readonly carriedBy?: string;
}

/** An account that the scan made, under names that nobody else has. */
export interface Account {
  readonly user: string;
  readonly password: string;
  /** Identifiers that the service gave it, by field: `id`, `uuid`. */
  readonly ids: Readonly<Record<string, string>>;
  /** What its registration was answered of it, by plain name: some log in by a number that they are given there. */
  readonly said?: Readonly<Record<string, string>>;
}

/** At a domain that never receives mail (RFC 2606). */
export function emailOf({ user }: Pick<Account, 'user'>): string {
  return `${user}@example.com`;
}

/** How the names of users begin that the scan registers itself. */
export const REGISTERED = 'registered-';

export const anonymous: Identity = { name: 'anonymous', credentials: [] };

export function isAnonymous(identity: Identity): boolean {
  return identity.credentials.length === 0 && identity.tls === undefined && identity.login === undefined;
}

/** The same request, spoken by this identity. A credential that the request already names itself is left alone. */
export function speakAs(identity: Identity, request: HttpRequest): HttpRequest {
  const spoken = identity.credentials.reduce(applyCredential, request);
  return (identity.beside ?? []).reduce((made, [name, value]) => withHeader(made, name, value), spoken);
}

/** True when the request carries every credential of this identity as it is: not a damaged or another one's. */
export function speaksFor(identity: Identity, request: HttpRequest): boolean {
  if (identity.credentials.length === 0) return false;
  const bare = { ...request, url: withoutQuery(request.url), headers: [] };
  const { url, headers } = identity.credentials.reduce(applyCredential, bare as HttpRequest);
  const query = url.slice(withoutQuery(request.url).length).replace(/^\?/, '');
  const carries = ([name, value]: readonly [string, string]) =>
    request.headers.some(
      ([key, held]) =>
        key.toLowerCase() === name.toLowerCase() &&
        (name === 'Cookie'
          ? value.split('; ').every((pair) => held.split('; ').includes(pair))
          : held === value),
    );
  return headers.every(carries) && query.split('&').every((pair) => request.url.includes(pair));
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function applyCredential(request: HttpRequest, credential: Credential): HttpRequest {
  switch (credential.kind) {
    case 'bearer':
      return withHeader(request, 'Authorization', `Bearer ${credential.token}`);
    case 'basic':
      return withHeader(
        request,
        'Authorization',
        `Basic ${basicValue(credential.user, credential.password)}`,
      );
    case 'cookie':
      return withCookie(request, credential.name, credential.value);
    case 'api-key':
      if (credential.in === 'header') return withHeader(request, credential.name, credential.value);
      if (credential.in === 'cookie') return withCookie(request, credential.name, credential.value);
      return withQuery(request, credential.name, credential.value);
  }
}

/** RFC 7617 section 2. */
export function basicValue(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  if (request.headers.some(([key]) => key.toLowerCase() === name.toLowerCase())) return request;
  return { ...request, headers: [...request.headers, [name, value]] };
}

function withCookie(request: HttpRequest, name: string, value: string): HttpRequest {
  const pair = `${name}=${value}`;
  if (!request.headers.some(([key]) => key.toLowerCase() === 'cookie')) {
    return { ...request, headers: [...request.headers, ['Cookie', pair]] };
  }
  const isNamed = (held: string) => held.split('; ').some((one) => one.startsWith(`${name}=`));
  const headers = request.headers.map(([key, held]): [string, string] =>
    key.toLowerCase() === 'cookie' && !isNamed(held) ? [key, `${held}; ${pair}`] : [key, held],
  );
  return { ...request, headers };
}

function withQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const separator = request.url.includes('?') ? '&' : '?';
  return {
    ...request,
    url: `${request.url}${separator}${percentEncoded(name)}=${percentEncoded(value)}`,
  };
}

/** Every string of this identity that must never be printed; of a signed token also its signature alone. */
export function secretsOf(identity: Identity): string[] {
  const { credentials, spare = [], past = [], beside = [], login } = identity;
  const secrets = [...credentials, ...spare, ...past].flatMap((credential) => {
    switch (credential.kind) {
      case 'bearer':
        return [credential.token, ...signatureOf(credential.token)];
      case 'basic':
        return [credential.password, basicValue(credential.user, credential.password)];
      default:
        return [credential.value, ...signatureOf(credential.value)];
    }
  });
  if (identity.account) secrets.push(identity.account.password);
  secrets.push(...beside.map(([, value]) => value), ...(login ? loginSecrets(login) : []));
  return identity.tls ? [...secrets, identity.tls.key, identity.tls.passphrase ?? ''] : secrets;
}

/** Third part of a compact JWS (RFC 7515 section 3.1). */
function signatureOf(value: string): string[] {
  const signature = /^eyJ[\w-]+\.[\w-]+\.([\w-]+)$/.exec(value)?.[1];
  return signature === undefined ? [] : [signature];
}
