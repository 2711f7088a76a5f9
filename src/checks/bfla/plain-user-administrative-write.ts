import type { Identity } from '../../identities/identity.ts';
import { type RestrictedWrite, restrictedWrites } from '../../places/restricted-writes.ts';
import { isPrivileged } from '../roles.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { judgeIdle } from './idle-write-answered.ts';
import { judgeLookedFor } from './looked-for-thing.ts';
import { judgeActing } from './own-object-acted-on.ts';
import { judgeMaking } from './restricted-making.ts';
import { administrators, judgeUnchanging } from './unchanging-write.ts';

export const plainUserAdministrativeWrite = defineRule({
  id: 'plain-user-administrative-write',
  title: 'BFLA: admin write allowed for a regular user',
  aliases: [
    'broken function level authorization',
    'vertical privilege escalation',
    'privilege escalation',
    'missing function level access control',
  ],
  severity: 'high',
  cwe: [285, 269, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Every user can change what only administrators should. The service checks that the user is logged in, but not the user’s role.',
  remediation:
    'Check the role on the server for every operation that writes, by the same rule as for reading. Deny by default.',
  needs: ['active', 'identity'],
  places: restrictedWrites,
  // What is written is read before and after.
  oneByOne: true,
  leaveOut: (_place, { surface }) =>
    surface.identities.some((identity) => identity.credentials.length > 0 && !isPrivileged(identity))
      ? undefined
      : 'needs an identity with the role of a regular user, such as "user"',
  async judge(place, context) {
    let unknown: Verdict = untested('there is no operation to read the same data');
    for (const user of context.surface.identities) {
      if (user.credentials.length === 0 || isPrivileged(user)) continue;
      const verdict = await judgeFor(user, place, context);
      if (typeof verdict !== 'object' || !('untested' in verdict)) return verdict;
      unknown = verdict;
    }
    return unknown;
  },
});

/** What shows most comes first; where it shows nothing, a request that can do nothing is sent. */
async function judgeFor(user: Identity, place: RestrictedWrite, context: ProbeContext): Promise<Verdict> {
  const first = await JUDGES[place.by](place, user, context);
  if (place.by === 'looking' && typeof first === 'object' && 'untested' in first)
    return judgeAsShown(user, place, context, first);
  // That nothing could be made may lie in the body.
  const isOpen = first === 'clean' ? place.by === 'making' : 'untested' in first;
  if (place.mayStay && isOpen) {
    const made = await judgeMaking(place, user, context);
    return typeof made === 'object' && 'evidenceSummary' in made ? made : first;
  }
  if (!isOpen || place.because === undefined || place.by === 'idle') return first;
  const second = await judgeIdle(place, user, context);
  return typeof second === 'object' && 'untested' in second ? first : second;
}

/** What an administrator reads and the user may not, sent back by the user as it stands. */
async function judgeAsShown(
  user: Identity,
  place: RestrictedWrite,
  context: ProbeContext,
  first: Verdict,
): Promise<Verdict> {
  const { record, surface } = context;
  const isRefused = place.reader && record.heard(place.reader, user)?.status === 'forbidden';
  if (!isRefused || administrators(surface).length === 0) return first;
  const because = `reading there is denied to ${user.name}`;
  return judgeUnchanging({ ...place, because }, user, context);
}

const JUDGES = {
  making: judgeMaking,
  looking: judgeLookedFor,
  unchanging: judgeUnchanging,
  idle: judgeIdle,
  acting: judgeActing,
};
