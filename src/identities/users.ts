import { isDeepStrictEqual } from 'node:util';
import type { GivenCredentials } from './credentials.ts';
import { toIdentity, wrong } from './credentials.ts';
import { anonymous, type Identity, REGISTERED } from './identity.ts';

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
      if (
        isDeepStrictEqual([one.credentials, one.tls, one.login], [other.credentials, other.tls, other.login])
      )
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
