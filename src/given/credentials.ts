import type { IdentityConfig } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import type { Hides } from './login.ts';
import { readLogin } from './login.ts';
import { readOAuth } from './oauth.ts';
import { readText } from './read-file.ts';
import type { ReadSecret } from './secret-values.ts';
import { secretAfterName } from './secret-values.ts';

/**
 * One identity as a file or a tool call writes it, with its secrets and certificates read.
 * @param file what a certificate or its key is named by, to its text
 * @throws ScanError
 */
export function readCredentials(
  given: IdentityConfig,
  secret: ReadSecret,
  { file = readText, hides = 'named' }: { readonly file?: typeof readText; readonly hides?: Hides } = {},
): GivenCredentials {
  const read = (value: string | undefined, key: string) =>
    value === undefined ? undefined : secret(value, key);
  return {
    name: given.name,
    role: given.role,
    headers: Object.entries(given.headers ?? {}).map(([name, value]) => `${name}: ${secret(value, name)}`),
    bearer: read(given.bearer, 'bearer'),
    basic: read(given.basic, 'basic'),
    apiKeys: given.apiKey === undefined ? undefined : [secretAfterName(given.apiKey, '=', 'apiKey', secret)],
    cookies: given.cookie === undefined ? undefined : [secret(given.cookie, 'cookie')],
    cert: given.cert && file(given.cert, 'client certificate'),
    key: given.key && file(given.key, 'private key'),
    passphrase: read(given.passphrase, 'passphrase'),
    ...loginOf(given, secret, hides),
  };
}

/** One of the two, if any. */
function loginOf(
  { login, oauth }: IdentityConfig,
  secret: ReadSecret,
  hides: Hides,
): Pick<GivenCredentials, 'login'> {
  if (login && oauth)
    throw new ScanError('invalid-option', 'An identity logs in by "login" or by "oauth", not by both.');
  if (login) return { login: readLogin(login, 'login', secret, hides) };
  return oauth ? { login: readOAuth(oauth, 'oauth', secret) } : {};
}
