import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Identity } from '../../identities/identity.ts';
import { type ForeignWrite, foreignWrites } from '../../places/foreign-writes.ts';
import type { ObjectWriter } from '../../places/object-makers.ts';
import { hostsBeside } from '../made-below-anothers.ts';
import { sharedObject } from '../made-object.ts';
import { type Marked, marksOf } from '../own-marks.ts';
import { isPrivileged } from '../roles.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { accountOfBody } from './account-of-body.ts';
import { accountWrittenBy } from './account-written.ts';
import { addedBelow } from './added-below.ts';
import { IDOR } from './idor.ts';
import {
  NO_OBJECT,
  type OwnersObject,
  type OwnersView,
  ownersAlone,
  proofOf,
  shows,
  withOwnersObject,
} from './object-write.ts';
import { partWritten } from './part-written.ts';
import { changesRank, raisedByMember } from './raised-by-member.ts';
import { isShownAsOwners, writtenThoughShown } from './shown-to-all.ts';
import { sourceOfBody } from './source-of-body.ts';

export const foreignObjectWritten = defineRule({
  id: 'foreign-object-written',
  title: 'BOLA/IDOR: other users’ objects changed or deleted',
  aliases: [...IDOR, 'horizontal privilege escalation', 'broken access control'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'Any user who knows the ID of an object can change or delete it. The data of all other users can be tampered with or destroyed.',
  remediation:
    'Change and delete objects by ID and owner together (where id = … and owner = the current user), and return 404 where nothing matches.',
  needs: ['active', 'two-identities'],
  places: foreignWrites,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  async judge(writer, context) {
    const verdict = await judgeWrite(writer, context);
    const isOpen = verdict === 'clean' || 'untested' in verdict;
    if (!isOpen || !changesRank(writer.operation, context.surface.spec)) return verdict;
    const raised = await raisedByMember(writer.operation, context);
    return raised !== 'clean' && 'untested' in raised ? verdict : raised;
  },
});

async function judgeWrite(writer: ForeignWrite, context: ProbeContext): Promise<Verdict> {
  const { http } = context;
  if (writer.to === 'named-account') return accountWrittenBy('another', writer.operation, context);
  if (writer.to === 'source') return sourceOfBody(writer, context);
  if (writer.to === 'account') return accountOfBody(writer.operation, context);
  const [mine, theirs] = await markedUsers(context);
  if (!mine || !theirs) return untested('no two users with the same permissions are known');
  const [owner, stranger] = [mine.identity, theirs.identity];
  if (isPrivileged(stranger)) return untested('the role of the second user may allow changing everything');
  if (writer.to === 'below') return addedBelow(writer, mine, theirs, context);
  if (writer.to === 'part') return partWritten(writer, mine, theirs, context);
  const verdict = await betweenTwo(writer, mine, theirs, context);
  if (verdict !== NO_OBJECT) return verdict;
  // Below what a given user has, two that the scan registered may stand: of these it knows that they have the same rights.
  const [one, another] = context.surface.identities.filter(
    (each) => each.account && each.name !== owner.name && each.name !== stranger.name,
  );
  if (!one || !another) return verdict;
  const marked = async (identity: Identity) => ({ identity, marks: await marksOf(identity, context) });
  return betweenTwo(writer, await marked(one), await marked(another), context, [http.as(owner)]);
}

async function betweenTwo(
  writer: ObjectWriter,
  mine: Marked,
  theirs: Marked,
  context: ProbeContext,
  hosts = hostsBeside([mine.identity.name, theirs.identity.name], context),
): Promise<Verdict> {
  const { surface, http, anonymous } = context;
  const [owner, stranger] = [mine.identity, theirs.identity];
  const sides = { owner: mine, stranger: theirs };
  let isShown = false;
  const judged = async (object: OwnersObject): Promise<Verdict> => {
    const view = await ownersAlone(object, http.as(stranger));
    isShown = !view && (await isShownAsOwners(object, sides, context));
    if (!view) return untested('no object could be created that only one of the two users has access to');
    const nobody = await object.writtenBy(anonymous);
    if (!nobody) return untested('the object was not read before the write');
    // What anybody may do without a login is another rule's business.
    if (accepts(nobody, surface)) return 'clean';
    if (!looksLikeRefusal(nobody))
      return untested('the unauthenticated request is neither rejected nor accepted');
    if (!shows(await http.as(owner).send(view.request), object.made))
      return untested('the owner can no longer read the object');
    const exchange = await object.writtenBy(http.as(stranger));
    if (!exchange) return untested('the object was not read before the write');
    const verdict = await proofOf(object, view, exchange, context);
    return verdict === 'clean' ? belowOwnParent(object, view, context, http.as(stranger)) : verdict;
  };
  const verdict = await withOwnersObject(writer, context, http.as(owner), judged, hosts);
  return isShown ? writtenThoughShown(writer, sides, context) : verdict;
}

/** The same once more, below an object of the stranger's own: a check of the parent alone lets that pass. */
async function belowOwnParent(
  object: OwnersObject,
  view: OwnersView,
  context: ProbeContext,
  stranger: HttpClient,
): Promise<Verdict> {
  const { parent } = object.made;
  const maker = parent && context.surface.operations.find(({ id }) => id === parent.maker.id);
  const below = maker && (await sharedObject({ ...context, http: stranger }, maker));
  const exchange = await object.writtenBy(stranger, below ?? 'own');
  if (!exchange) return 'clean';
  const verdict = await proofOf(object, view, exchange, context);
  return verdict === 'clean' || 'untested' in verdict || !('evidenceSummary' in verdict)
    ? 'clean'
    : {
        ...verdict,
        evidenceSummary: `${verdict.evidenceSummary.replace(/\.$/, '')}, through a parent object of their own.`,
      };
}
