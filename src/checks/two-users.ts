import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';

/** Two who have the same rights: a given one may be an administrator, of whom a user that the scan made knows nothing. */
export function twoUsers(identities: readonly Identity[]): readonly Identity[] {
  const known = identities.filter((identity) => !isAnonymous(identity));
  const given = known.filter(({ account }) => account === undefined);
  return (given.length > 1 ? given : known.filter(({ account }) => account)).slice(0, 2);
}
