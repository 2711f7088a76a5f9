import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { Identity } from '../../identities/identity.ts';
import { administrativeReads } from '../../places/administrative-reads.ts';
import { isPlainUser } from '../roles.ts';
import { defineRule } from '../rule.ts';

export const plainUserAdministrativeAccess = defineRule({
  id: 'plain-user-administrative-access',
  title: 'Plain users reach administrative operations',
  severity: 'high',
  cwe: [285, 269, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The service checks that somebody is logged in, but not that they may do this: every user has what only administrators should.',
  fix: 'Check the role on the server for every administrative operation, by default refuse, and do not rely on hidden links.',
  needs: ['identity'],
  places: administrativeReads,
  leaveOut: (_place, { surface }) =>
    plainUsers(surface.identities).length > 0
      ? undefined
      : 'needs an identity whose role is that of a plain user, such as "user"',
  async judge({ operation, request }, { surface, http, anonymous }) {
    const [user] = plainUsers(surface.identities);
    if (!user) return 'clean';
    const refusal = await anonymous.once(request);
    // What is open to all is another rule's business.
    if (!looksLikeRefusal(refusal)) return 'clean';
    const exchange = await http.as(user).once(request);
    if (!servesContent(exchange, surface)) return 'clean';
    return {
      confidence: 'likely',
      saw: `${operation.id} answered ${exchange.response.status} to ${user.name}, whose role is ${user.role ?? 'unknown'}${user.roleFrom === undefined ? '' : ` (${user.roleFrom})`}.`,
      proof: [{ exchange, note: `asked by ${user.name}, a plain user` }],
      control: {
        exchange: refusal,
        note: 'anonymous is refused, so the operation is not meant for everyone',
      },
    };
  },
});

/** Only a role, stated or read in a token or the user's record, tells a plain user from an administrator. */
function plainUsers(identities: readonly Identity[]): Identity[] {
  return identities.filter((identity) => identity.credentials.length > 0 && isPlainUser(identity));
}
