import { succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { readBack, writeToOwn } from '../../journal/own-thing.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { ownAccountWrites } from '../../places/own-account-writes.ts';
import { ownUser, placeFor, usualBody } from '../../places/own-body-slots.ts';
import { showing } from '../disclosure.ts';
import { type Detection, defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { openedTo, withOpened } from '../second-look.ts';
import { ownAccountOf, registerTrial } from '../trial-account.ts';
import { type AddedMember, addedMembers, rootIn } from './added-members.ts';
import { offers } from './declared-members.ts';
import { grantedAtRegistration } from './granted-at-registration.ts';
import { grantedByMark } from './granted-by-mark.ts';
import { keptOf, withMembers, written } from './tried-members.ts';

export const selfGrantedPrivilege = defineRule({
  id: 'self-granted-privilege',
  title: 'Privilege escalation by mass assignment',
  aliases: [
    'mass assignment',
    'privilege escalation',
    'overposting',
    'autobinding',
    'role parameter',
    'BOPLA',
  ],
  severity: 'high',
  cwe: [915, 269],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can gain permissions or money. A registration, or an update of the user’s own account, stores properties such as a role, a balance or a verified flag.',
  remediation: 'Copy only allowed properties from the request, and reject requests with others.',
  needs: ['active'],
  inapplicable: (surface) => (ownUser(surface) ? undefined : 'the scan could not register a test account'),
  places: ownAccountWrites,
  // Each registers an account.
  oneByOne: true,
  judge({ operation, registers, mark }, context) {
    if (mark) return grantedByMark(mark, context);
    return registers ? grantedAtRegistration(operation, context) : grantedByUpdate(operation, context);
  },
});

async function grantedByUpdate(operation: Operation, context: ProbeContext): Promise<Verdict> {
  const { surface, http, journal } = context;
  const { spec } = surface;
  // An account that gained rights would make other rules judge wrongly: this one is used for nothing else.
  const trial = await registerTrial(context);
  const session = await trial?.signIn();
  if (!trial || !session) return untested('no other account could be registered');
  const own = ownAccountOf(trial);
  const place = placeFor(operation, own, surface);
  if (!place) return untested('the new account could not be read at that URL');
  const client = http.as(session.identity);
  const before = await readBack(client, place, own.entry, own.recipe);
  if (!before) return untested('the new account could not be read');
  const usual = usualBody({ operation, place, spec, own }, []);
  const members = membersToTry(operation, spec, usual, before.record);
  if (members.length === 0)
    return untested('the account has no visible property that only the service should set');
  const write = async (set: readonly AddedMember[]) => {
    const body = withMembers(operation.method === 'PUT' ? usual : {}, set);
    const path = 'id' in place ? { [place.at.field]: place.id } : {};
    const request = requestFor(operation, spec, { overrides: { path, body } });
    const facts = { entry: own.entry, recipe: own.recipe, place, reader: client, writer: client, request };
    const answer = await writeToOwn(journal, facts);
    if (answer instanceof TransportFailure) throw answer;
    return answer;
  };
  let lost = false;
  for (const set of setsOf(members)) {
    const changed = await write(set);
    if (!changed) {
      if (lost) break;
      return untested('the account could not be read before the change');
    }
    if (!succeeded(changed)) continue;
    const after = await readBack(client, place, own.entry, own.recipe);
    lost ||= !after;
    const kept = after ? keptOf(set, after.record, before.record) : [];
    if (!after || kept.length === 0) continue;
    const detection: Detection = {
      operation,
      confidence: 'confirmed',
      ...(kept.some(({ gains }) => gains) ? {} : { severity: 'medium' as const }),
      evidenceSummary: `${written(kept)} was accepted and stored.`,
      proof: [
        {
          exchange: showing(changed, []),
          note: 'a new test account sets a property that clients should not set',
        },
        { exchange: showing(after.exchange, []), note: 'the account, read afterwards, has the value' },
      ],
      control: { exchange: showing(before.exchange, []), note: 'before, it had a different value' },
    };
    // A token that was given out before may still name the old role.
    const { identity } = (await trial.signIn()) ?? session;
    return withOpened(detection, await openedTo(identity, context));
  }
  return lost ? untested('the account could not be read after a change') : 'clean';
}

/**
 * Rights and money together, then each member alone, since strict services refuse the whole for one that they do not
 * know. A state may lock the account, so states come last.
 */
function setsOf(members: readonly AddedMember[]): readonly (readonly AddedMember[])[] {
  const [gains, states] = [members.filter((one) => one.gains), members.filter((one) => !one.gains)];
  const together = gains.length > 1 ? [gains] : [];
  return [...together, ...[...gains, ...states].map((member) => [member])];
}

/** What an update is described to take is meant to be set, unless it gives rights or money. */
function membersToTry(
  operation: Operation,
  spec: Spec | undefined,
  usual: Node,
  record: Node,
): readonly AddedMember[] {
  const { path } = rootIn(usual, record);
  return addedMembers({}, record, [])
    .map((member) => ({ ...member, inBody: [...path, ...member.inBody] }))
    .filter(({ gains, inBody }) => gains || !offers(operation, spec, inBody));
}
