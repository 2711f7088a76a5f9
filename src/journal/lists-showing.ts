import { type Identity, isAnonymous } from '../identities/identity.ts';

/** As long as the identities of a scan. */
const shownTo = new WeakMap<Identity, Map<string, ReadonlySet<string>>>();

/** By the lists that are looked through for one kind of thing, those that showed this reader one. */
export function listsShowing(identity: Identity): Map<string, ReadonlySet<string>> {
  const known = shownTo.get(identity) ?? new Map<string, ReadonlySet<string>>();
  // Nobody is the same in every scan of a process.
  if (!isAnonymous(identity)) shownTo.set(identity, known);
  return known;
}
