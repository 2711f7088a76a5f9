import { ScanError } from '../errors.ts';
import type { OAuthLogin } from '../identities/login.ts';
import { tokenForm } from './login.ts';
import type { ReadSecret } from './secret-values.ts';

/** OAuth 2 as a person writes it. */
export interface WrittenOAuth {
  readonly tokenUrl?: string | undefined;
  readonly issuer?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
  readonly audience?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly send?: string | undefined;
}

const KEYS = [
  'tokenUrl',
  'issuer',
  'clientId',
  'clientSecret',
  'scope',
  'audience',
  'username',
  'password',
  'refreshToken',
  'accessToken',
  'send',
] as const satisfies readonly (keyof WrittenOAuth)[];

/** `token-url=https://… client-id=app client-secret=env:SECRET scope="read write"`. @throws ScanError invalid-option */
export function oauthWords(written: string, flag: string): WrittenOAuth {
  const known = new Map(
    KEYS.map((key) => [key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), key]),
  );
  const found: Partial<Record<(typeof KEYS)[number], string>> = {};
  const words = /\s*([a-z-]+)=(?:"([^"]*)"|'([^']*)'|(\S*))/gy;
  let end = 0;
  for (const [whole, name = '', double, single, bare] of written.matchAll(words)) {
    const key = known.get(name);
    if (key === undefined) throw wrongOAuth(flag, known);
    found[key] = double ?? single ?? bare ?? '';
    end += whole.length;
  }
  if (written.slice(end).trim() !== '' || end === 0) throw wrongOAuth(flag, known);
  return found;
}

/** @throws ScanError invalid-option where no grant follows from what is given */
export function readOAuth(written: WrittenOAuth, flag: string, secret: ReadSecret): OAuthLogin {
  const read = (value: string | undefined) => (value === undefined ? undefined : secret(value, flag));
  const { tokenUrl, issuer, username, send } = written;
  for (const address of [tokenUrl, issuer])
    if (address !== undefined && !(/^https?:\/\//i.test(address) && URL.canParse(address)))
      throw new ScanError(
        'invalid-option',
        `${flag}: token-url and issuer are addresses such as https://id.example.com.`,
      );
  const [clientSecret, password] = [read(written.clientSecret), read(written.password)];
  const [refreshToken, accessToken] = [read(written.refreshToken), read(written.accessToken)];
  const needs = (what: string) => new ScanError('invalid-option', `${flag} needs ${what}.`);
  if (tokenUrl === undefined && issuer === undefined) throw needs('token-url, or issuer to find it');
  if (username !== undefined && password === undefined) throw needs('a password beside the username');
  const isClient = written.clientId !== undefined && clientSecret !== undefined;
  if (refreshToken === undefined && username === undefined && !isClient)
    throw needs('client-id and client-secret, username and password, or refresh-token');
  const all = {
    tokenUrl,
    issuer,
    clientId: read(written.clientId),
    clientSecret,
    scope: written.scope,
    audience: written.audience,
    user: read(username),
    password,
    refreshToken,
    accessToken,
    send: send === undefined ? undefined : tokenForm(send, flag),
  };
  return { kind: 'oauth', ...(defined(all) as Omit<OAuthLogin, 'kind'>) };
}

function defined(all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function wrongOAuth(flag: string, known: ReadonlyMap<string, string>): ScanError {
  return new ScanError(
    'invalid-option',
    `${flag} takes words such as token-url=https://id.example.com/token: ${[...known.keys()].join(', ')}.`,
  );
}
