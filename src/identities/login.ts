import type { HeaderList } from '../http/exchange.ts';

/** How the credential of an identity is made: once before the scan, and anew when it expires. */
export type Login = RequestLogin | OAuthLogin;

/** A request whose answer gives a token or cookies. */
export interface RequestLogin {
  readonly kind: 'request';
  readonly method: string;
  /** Absolute, or a path of the target. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: string;
  /** Where the answer holds what is sent from then on; found where left out. */
  readonly token?: TokenSource;
  /** How it is sent; as `Bearer` at first where left out. */
  readonly send?: TokenForm;
  /** What stands in the request and must never be printed. */
  readonly secrets: readonly string[];
}

/** A grant of OAuth 2 (RFC 6749 section 4), by what was given: refresh token, user and password, or the client alone. */
export interface OAuthLogin {
  readonly kind: 'oauth';
  /** Where tokens are given out; of the issuer's metadata where left out. */
  readonly tokenUrl?: string;
  /** OpenID Connect issuer, whose metadata names the token endpoint. */
  readonly issuer?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly user?: string;
  readonly password?: string;
  readonly refreshToken?: string;
  /** One that was given out before, such as to a device: sent until it expires. */
  readonly accessToken?: string;
  readonly send?: TokenForm;
}

export type TokenSource =
  /** Names of members and indexes, from the document down (RFC 6901 without its escapes). */
  | { readonly in: 'body'; readonly path: readonly string[] }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'cookies' };

/** Where a token is sent and what stands around it: `Token {token}` in the header Authorization. */
export interface TokenForm {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly template: string;
}

export const BEARER: TokenForm = { in: 'header', name: 'Authorization', template: 'Bearer {token}' };

/** Stands for the token in a template. */
export const TOKEN_PLACE = '{token}';

/** For people: `POST /login`, `OAuth 2 client credentials at https://issuer.example/token`. */
export function loginName(login: Login): string {
  if (login.kind === 'request') return `${login.method} ${login.url.replace(/[?#].*$/s, '')}`;
  return `OAuth 2 ${grantName(login)} at ${(login.tokenUrl ?? login.issuer ?? '').replace(/[?#].*$/s, '')}`;
}

function grantName({ refreshToken, user }: OAuthLogin): string {
  if (refreshToken !== undefined) return 'refresh token';
  return user === undefined ? 'client credentials' : 'password';
}

/** Every string of a login that must never be printed. */
export function loginSecrets(login: Login): string[] {
  if (login.kind === 'request') return [...login.secrets];
  const { clientId = '', clientSecret, password, refreshToken, accessToken } = login;
  const basic = clientSecret === undefined ? [] : [basicOf(clientId, clientSecret)];
  return [clientSecret, password, refreshToken, accessToken, ...basic].filter((held) => held !== undefined);
}

/** Form-encoded before they are joined (RFC 6749 section 2.3.1). */
export function basicOf(clientId: string, clientSecret: string): string {
  return Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
}

/** Addresses that a login names, beside paths of the target itself. */
export function loginAddresses(login: Login): string[] {
  const named = login.kind === 'request' ? [login.url] : [login.tokenUrl, login.issuer];
  return named.filter((url) => url !== undefined && /^https?:/i.test(url)) as string[];
}
