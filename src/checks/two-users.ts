import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';
import type { Known } from '../places/place.ts';
import { type Marked, marksOf } from './own-marks.ts';

/** Two who have the same rights: a given one may be an administrator, of whom a user that the scan made knows nothing. */
export function twoUsers(identities: readonly Identity[]): readonly Identity[] {
  const known = identities.filter((identity) => !isAnonymous(identity));
  const given = known.filter(({ account }) => account === undefined);
  return (given.length > 1 ? given : known.filter(({ account }) => account)).slice(0, 2);
}

/** The same, and how the service calls each. */
export function markedUsers(known: Pick<Known, 'surface' | 'http' | 'record'>): Promise<readonly Marked[]> {
  return Promise.all(
    twoUsers(known.surface.identities).map(async (identity) => ({
      identity,
      marks: await marksOf(identity, known),
    })),
  );
}
