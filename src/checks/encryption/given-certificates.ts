import type { PlaceRule } from '../rule.ts';
import { untested } from '../rule.ts';
import type { Door } from './client-certificates.ts';
import { DOOR_SAMPLE, doors, holders, isClosed, NO_DOOR, shut, tryDoor } from './client-certificates.ts';

/** What must not open anything, and how to say it. */
interface Unfit {
  /** What to give where there is none to try. */
  readonly missing: string;
  /** Why this certificate must be refused, as the end of "a certificate that …"; undefined when it is fit. */
  reason(pem: string): string | undefined;
}

type Trial = Pick<PlaceRule<Door>, 'places' | 'alike' | 'leaveOut' | 'judge'>;

/**
 * Only the owner's authority can make these, so they must be given as identities: a certificate that is unfit and
 * opens what stays closed without one.
 */
export function unfitAccepted({ missing, reason }: Unfit): Trial {
  return {
    places: doors,
    alike: DOOR_SAMPLE,
    leaveOut: ({ holder }) => (reason(holder.tls.cert) === undefined ? missing : undefined),
    async judge(door, context) {
      const { request, holder } = door;
      const tried = await tryDoor(door, context);
      if (tried && isClosed(tried.closed)) {
        const why = reason(holder.tls.cert) ?? '';
        return {
          url: request.url,
          confidence: 'confirmed',
          evidenceSummary: `A certificate that ${why} returned ${tried.opened.response.status}; without a certificate the request is rejected.`,
          proof: [{ exchange: tried.opened, note: `sent by ${holder.name}, whose certificate ${why}` }],
          control: shut(tried),
        };
      }
      // Refused where another certificate is let in and nobody without one: the proof that it works.
      for (const other of tried ? [] : holders(context.surface)) {
        if (reason(other.tls.cert) !== undefined) continue;
        const otherwise = await tryDoor({ ...door, holder: other }, context);
        if (otherwise && isClosed(otherwise.closed)) return 'clean';
      }
      return untested(NO_DOOR);
    },
  };
}
