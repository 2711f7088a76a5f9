import { isDeepStrictEqual } from 'node:util';
import type { IdentityConfig } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import { toIdentity } from '../identities/credentials.ts';
import { anonymous, type Identity, REGISTERED } from '../identities/identity.ts';
import { readText } from './read-file.ts';
import type { ReadSecret } from './secret-values.ts';
import { secretAfterName } from './secret-values.ts';

/**
 * Who may speak, the first as the one that every rule asks with. Unnamed others are called `other`, `other-2` and so on.
 * @throws ScanError invalid-option where there are others and no first, or two that cannot be told apart
 */
export function toIdentities(
  first: GivenCredentials | undefined,
  others: readonly GivenCredentials[],
): Identity[] {
  const speaker = first && toIdentity(first);
  if (others.length > 0 && speaker === undefined)
    throw wrong('Another user is given beside none: give the credential of the first user, too.');
  const beside = others.map((given, index) => toOther(given, index));
  const identities = speaker === undefined ? [] : [speaker, ...beside];
  for (const { name } of identities)
    if (name === anonymous.name || name.startsWith(REGISTERED))
      throw wrong(`No user can be called "${name}": the scan calls one of its own so.`);
  for (const [index, one] of identities.entries())
    for (const other of identities.slice(0, index)) {
      if (one.name === other.name) throw wrong(`Two users are called "${one.name}".`);
      if (isDeepStrictEqual([one.credentials, one.tls], [other.credentials, other.tls]))
        throw wrong(`"${one.name}" has the same credential as "${other.name}": they are one user.`);
    }
  return identities;
}

/** Its certificate may be one that nobody should accept: that is then what is tested. */
function toOther(given: GivenCredentials, index: number): Identity {
  const name = given.name ?? (index === 0 ? 'other' : `other-${index + 1}`);
  const identity = toIdentity({ ...given, name }, { mayBeUnfit: true });
  if (identity === undefined) throw wrong(`The user "${name}" has no credential.`);
  return identity;
}

function wrong(sentence: string): ScanError {
  return new ScanError('invalid-option', sentence);
}

/** One identity as a file or a tool call writes it, with its secrets and certificates read. @throws ScanError */
export function readCredentials(given: IdentityConfig, secret: ReadSecret): GivenCredentials {
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
    cert: given.cert && readText(given.cert, 'client certificate'),
    key: given.key && readText(given.key, 'private key'),
    passphrase: read(given.passphrase, 'passphrase'),
  };
}
