import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { dependsOnObject, isAdministrative } from '../../discovery/administration.ts';
import type { Identity } from '../../identities/identity.ts';
import type { OperationPlace } from '../../places/operations.ts';
import { restrictedReads } from '../../places/restricted-reads.ts';
import { isPlainUser, isPrivileged } from '../roles.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { servedBesideRefused } from './served-beside-refused.ts';
import { refusedElsewhere, servedUnevenly } from './served-unevenly.ts';

export const plainUserAdministrativeAccess = defineRule({
  id: 'plain-user-administrative-access',
  title: 'BFLA: admin operation readable by a regular user',
  aliases: [
    'broken function level authorization',
    'vertical privilege escalation',
    'privilege escalation',
    'missing function level access control',
  ],
  severity: 'high',
  cwe: [285, 269, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Every user has access to administrative functions. The service checks that the user is logged in, but not the user’s role.',
  remediation:
    'Check the role on the server for every administrative operation. Deny by default, and do not rely on hidden links.',
  needs: ['identity'],
  places: restrictedReads,
  leaveOut: (_place, { surface }) =>
    askers(surface.identities).length > 0
      ? undefined
      : 'needs an identity with the role of a regular user, such as "user"',
  async judge(place, context) {
    const refusal = await context.anonymous.once(place.request);
    // What is open to all is another rule's business.
    if (!looksLikeRefusal(refusal)) return 'clean';
    let unknown: Verdict = 'clean';
    for (const user of askers(context.surface.identities)) {
      const verdict = await judgeFor(user, place, context);
      if (verdict === 'clean') continue;
      if (!('untested' in verdict)) return verdict;
      unknown = verdict;
    }
    return unknown;
  },
});

async function judgeFor(
  user: Identity,
  { operation, request }: OperationPlace,
  context: ProbeContext,
): Promise<Verdict> {
  const { http, anonymous, surface } = context;
  const uneven = await servedUnevenly(operation, user, context);
  if (uneven)
    return {
      confidence: uneven.isSaid ? 'confirmed' : 'likely',
      evidenceSummary: `${operation.id} returned ${uneven.served.response.status} to ${user.name}, who is denied ${uneven.because}.`,
      proof: [{ exchange: uneven.served, note: `requested as ${user.name}` }],
      control: { exchange: uneven.refusal, note: `denied to ${user.name}` },
    };
  const exchange = await http.as(user).once(request);
  if (!servesContent(exchange, surface)) return 'clean';
  const beside = await servedBesideRefused(operation, exchange, user, context);
  if (beside) return beside;
  if (!isForAdministrators(operation)) return 'clean';
  if (dependsOnObject(operation))
    return (await refusedElsewhere(operation, user, context))
      ? 'clean'
      : untested('the user may be the administrator of the object');
  if (!isPlainUser(user))
    return untested('needs an identity with the role of a regular user, such as "user"');
  return {
    confidence: 'likely',
    evidenceSummary: `${operation.id} returned ${exchange.response.status} to ${user.name}, whose role is ${user.role ?? 'unknown'}${user.roleFrom === undefined ? '' : ` (${user.roleFrom})`}.`,
    proof: [{ exchange, note: `requested as ${user.name}, a regular user` }],
    control: {
      exchange: await anonymous.once(request),
      note: 'unauthenticated requests are rejected, so the operation is not public',
    },
  };
}

const isForAdministrators = (operation: OperationPlace['operation']) =>
  isAdministrative(operation) || operation.audience?.isPlain === true;

/** Whoever is no administrator by his role. */
function askers(identities: readonly Identity[]): Identity[] {
  return identities.filter((identity) => identity.credentials.length > 0 && !isPrivileged(identity));
}
