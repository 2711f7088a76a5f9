import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { recordOf } from '../../journal/own-record.ts';
import { removeOwn } from '../../journal/removal.ts';
import { type NamingMember, namingMembers } from '../../making/naming-members.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { everyMaker, isRemovedAgain } from '../../places/object-makers.ts';
import { type MadeObject, makeObject, sharedObject } from '../made-object.ts';
import type { Marked } from '../own-marks.ts';
import { isPrivileged } from '../roles.ts';
import {
  type Control,
  type Detection,
  defineRule,
  type ProbeContext,
  untested,
  type Verdict,
} from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { thingOfAnotherNamed } from './thing-named.ts';

export const objectMadeForAnother = defineRule({
  id: 'object-made-for-another',
  title: 'BOLA: objects created in another user’s name',
  aliases: ['IDOR', 'BOLA', 'owner spoofing', 'impersonation', 'mass assignment'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can book, order or write in the name of any other user. The service trusts the owner in the request body.',
  remediation:
    'Take the owner from the session, ignore or reject it in the body, and accept only references to objects of the current user.',
  needs: ['active', 'two-identities'],
  places: everyMaker,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  async judge(operation, context) {
    const [victim, maker] = await markedUsers(context);
    if (!victim || !maker) return untested('no two users with the same permissions are known');
    if (isPrivileged(maker.identity))
      return untested('the role of the second user may allow acting for others');
    const asMaker = { ...context, http: context.http.as(maker.identity) };
    const ordinary = await sharedObject(asMaker, operation);
    if (!ordinary) return untested('no object could be created');
    const record = { ...answered(ordinary), ...ordinary.kept?.record };
    const ofThing = await thingOfAnotherNamed(operation, victim, asMaker);
    if (ofThing !== 'clean') return ofThing;
    const members = namingMembers(context, operation, { victim, maker, record });
    if (members.length === 0) return untested('nothing in the request body names the owner');
    const most = isRemovedAgain(operation, context.surface) ? MOST_MEMBERS : 1;
    const tried = context.cuts.first(
      members.map((member) => ({ member, at: operation.id })),
      most,
      'properties that may name the owner of a new object',
      `each test creates an object: ${MOST_MEMBERS} of one request body are tried, and only one where the object cannot be deleted`,
    );
    for (const { member } of tried) {
      const verdict = await named(member, { operation, context, asMaker, victim, ordinary });
      if (verdict !== 'clean') return verdict;
    }
    return 'clean';
  },
});

/** Each makes an object; of those that stay there is one. */
const MOST_MEMBERS = 3;

interface Naming {
  readonly operation: Operation;
  readonly context: ProbeContext;
  readonly asMaker: ProbeContext;
  readonly victim: Marked;
  /** Made by the same user without naming anybody. */
  readonly ordinary: MadeObject;
}

/** Makes an object with a body that names the other user, and looks whose it is. */
async function named(member: NamingMember, naming: Naming): Promise<Verdict> {
  const { operation, context, asMaker, victim, ordinary } = naming;
  const asVictim = context.http.as(victim.identity);
  const { name, value } = member;
  const made = await makeObject(
    asMaker,
    operation,
    { [name]: value },
    { names: [String(value)], readers: [asVictim] },
  );
  // Refused, or taken and not found again.
  if (!made) return 'clean';
  try {
    const list = made.surface.operations.find(
      ({ method, path }) => method === 'GET' && path === made.maker.path,
    );
    const views = [
      ...(list ? [requestFor(list, made.surface.spec)] : []),
      ...(made.kept ? [made.kept.request] : []),
    ];
    const [one, other] = [asMaker.http.identity.name, victim.identity.name];
    for (const view of views) {
      const seen = await asVictim.send(view);
      if (!recordOf(json(seen.response), made.entry)) continue;
      // What both are shown says nothing of whose it is.
      if (view === views[0] && list && recordOf(json(seen.response), ordinary.entry)) break;
      if (view !== views[0] && ordinary.kept && (await sees(asVictim, ordinary))) break;
      const control = { fact: `what ${one} creates without ${name} is not returned to ${other} there` };
      return detection(naming, member, made.created, { exchange: seen, control });
    }
    if (!member.isFilled) return 'clean';
    const note = `created without ${name}, an object belongs to the user who created it`;
    if (made.kept && ordinary.kept && String(made.kept.record[name]) === String(value)) {
      const control = { exchange: ordinary.kept.exchange, note };
      return detection(naming, member, made.created, { exchange: made.kept.exchange, control });
    }
    // Where nothing that was made is shown again, as before it is approved, there is the service's word alone.
    if (!made.kept && String(answered(made)?.[name]) === String(value)) {
      const control = { exchange: ordinary.created, note };
      const shown = { exchange: made.created, control };
      return { ...detection(naming, member, made.created, shown), confidence: 'likely' };
    }
    return 'clean';
  } finally {
    await removeOwn(context.journal, made.entry, { reader: made.owner, others: [asMaker.http, asVictim] });
  }
}

/** The object as the answer to its making shows it. */
function answered({ created, entry }: MadeObject): Node | undefined {
  return recordOf(json(created.response), entry);
}

async function sees(reader: ProbeContext['http'], { kept, entry }: MadeObject): Promise<boolean> {
  const answer = kept && (await reader.send(kept.request));
  return answer !== undefined && recordOf(json(answer.response), entry) !== undefined;
}

function detection(
  { operation, asMaker, victim }: Naming,
  { name, of }: NamingMember,
  exchange: Exchange,
  shown: { readonly exchange: Exchange; readonly control: Control },
): Detection {
  const [one, other] = [asMaker.http.identity.name, victim.identity.name];
  const whose = { person: 'in the name of', group: 'for the organization of', thing: 'for an object of' }[of];
  return {
    operation,
    confidence: 'confirmed',
    evidenceSummary: `${one} created an object ${whose} ${other}, through the property ${name} of the request body.`,
    proof: [
      { exchange, note: `sent by ${one}, with ${name} of ${other}` },
      {
        exchange: shown.exchange,
        note: of === 'group' ? 'read back: it was stored' : `read back: it belongs to ${other}`,
      },
    ],
    control: shown.control,
  };
}
