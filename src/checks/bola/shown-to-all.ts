import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import { sameTemplate } from '../../making/bound.ts';
import { once } from '../../making/once.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { actsOnObject, type ObjectWriter, objectWriters } from '../../places/object-makers.ts';
import { plainName } from '../../values/plain-name.ts';
import { kindInPath } from '../../values/resource-names.ts';
import type { Marked, OwnMarks } from '../own-marks.ts';
import { type ProbeContext, type Proof, untested, type Verdict } from '../rule.ts';
import { type OwnersObject, type OwnersView, proofOf, recordSeen, withOwnersObject } from './object-write.ts';

/** Whose words these are, everybody reads, and nobody else changes them. */
const OWN_WORDS =
  /^(?:reviews?|ratings?|comments?|repl(?:y|ies)|answers?|posts?|messages?|testimonials?|feedbacks?|listings?|offers?|ads?|adverts?|classifieds?|bids?|profiles?|announcements?|stor(?:y|ies)|tweets?|remarks?|articles?|recommendations?|recipes?|photos?|events?|meetups?)$/i;
/** What is done with an object by whoever runs it; others approve, join or praise what is not theirs. */
const OWNERS_ACT =
  /^(?:cancel|(?:un)?(?:publish|archive|hide|lock|freeze|suspend)|close|re-?open|restore|(?:de)?activate|disable|enable|expire|withdraw|void|rename|refund)$/i;
/** A member that says whose the object is. */
const WHOSE =
  /^(?:user|owner|author|creator|createdby|ownedby|poster|postedby|organi[sz]er|host|seller|reviewer|member|customer|account|submitter|submittedby|uploader|uploadedby|publisher|writer|writtenby|student|teacher|profile)(?:id|uuid|name|username|email|handle)?$/;

interface Sides {
  readonly owner: Marked;
  readonly stranger: Marked;
}

/** True where both are shown the object, and it says that it is the owner's. */
export async function isShownAsOwners(
  object: OwnersObject,
  sides: Sides,
  context: ProbeContext,
): Promise<boolean> {
  return (await viewOf(object, sides, context)) !== undefined;
}

async function viewOf(
  { made, owner: asOwner }: OwnersObject,
  { owner, stranger }: Sides,
  { http }: ProbeContext,
): Promise<OwnersView | undefined> {
  const { kept } = made;
  if (!kept || made.isAccount) return undefined;
  const exchange = await http.as(stranger.identity).send(kept.request);
  const [mine, theirs] = [recordSeen(await asOwner.send(kept.request), made), recordSeen(exchange, made)];
  const whose = mine && theirs && ownerIn(theirs, owner.marks);
  if (!whose) return undefined;
  const note = `the object is returned to everyone, and shows that it belongs to ${owner.identity.name}: ${whose}`;
  return { request: kept.request, control: { exchange, note } };
}

/**
 * One user writes to what another has made and all are shown. To write there may be for all, as in a wiki: it is the
 * owner's alone where the stranger may not do another thing with it which the owner may, or where it is somebody's words.
 */
export async function writtenThoughShown(
  writer: ObjectWriter,
  sides: Sides,
  context: ProbeContext,
): Promise<Verdict> {
  const { operation, maker } = writer;
  const { http, anonymous, surface } = context;
  const isWords = OWN_WORDS.test(kindInPath(maker.path));
  const acts = actsOnObject(operation);
  const isChange = !acts && operation.method !== 'DELETE';
  if (acts && !OWNERS_ACT.test(operation.path.replace(/\/$/, '').split('/').at(-1) ?? ''))
    return untested('everyone can read the object, so everyone may be allowed to act on it');
  if (isChange && !isWords)
    return untested('everyone can read the object, so everyone may be allowed to change it');
  const refusal = await refusedBeside(writer, sides, context);
  if (!refusal && !isWords)
    return untested('everyone can read the object, so everyone may be allowed to write to it');
  return withOwnersObject(writer, context, http.as(sides.owner.identity), async (object) => {
    const view = await viewOf(object, sides, context);
    const nobody = view && (await object.writtenBy(anonymous));
    if (!nobody) return untested('the object was not read before the write');
    if (accepts(nobody, surface)) return 'clean';
    if (!looksLikeRefusal(nobody))
      return untested('the unauthenticated request is neither rejected nor accepted');
    const exchange = await object.writtenBy(http.as(sides.stranger.identity));
    if (!exchange) return untested('the object was not read before the write');
    const verdict = await proofOf(object, view, exchange, context);
    if (verdict === 'clean' || !('evidenceSummary' in verdict)) return verdict;
    return refusal ? { ...verdict, control: refusal } : { ...verdict, confidence: 'likely' };
  });
}

/** Another write to such an object, which its owner may send and the stranger may not: who owns it is looked at there. */
async function refusedBeside(
  { operation, maker }: ObjectWriter,
  { owner, stranger }: Sides,
  context: ProbeContext,
): Promise<Proof | undefined> {
  const removes = operation.method === 'DELETE' || actsOnObject(operation);
  const methods = removes ? ['PATCH', 'PUT'] : ['DELETE'];
  const address = actsOnObject(operation) ? operation.path.replace(/\/[^/]+\/?$/, '') : operation.path;
  const writers = await objectWriters.find(context);
  const beside = writers.find(
    (one) =>
      one.maker === maker &&
      methods.includes(one.operation.method) &&
      sameTemplate(one.operation.path, address),
  );
  if (!beside) return undefined;
  const [asOwner, asStranger] = [owner, stranger].map(({ identity }) => context.http.as(identity));
  const key = `denial of ${beside.operation.id} to ${stranger.identity.name}`;
  return asOwner && asStranger
    ? once(context.journal, key, () => refusalOf(beside, asOwner, asStranger, context))
    : undefined;
}

async function refusalOf(
  writer: ObjectWriter,
  owner: HttpClient,
  stranger: HttpClient,
  context: ProbeContext,
): Promise<Proof | undefined> {
  let refusal: Proof | undefined;
  await withOwnersObject(writer, context, owner, async (object) => {
    const exchange = await object.writtenBy(stranger);
    if (!exchange || !REFUSED.has(exchange.response.status)) return 'clean';
    const owners = await object.writtenBy(owner);
    const note = `${writer.operation.id} is denied to ${stranger.identity.name}, and not to ${owner.identity.name}`;
    if (owners && accepts(owners, context.surface)) refusal = { exchange, note };
    return 'clean';
  });
  return refusal;
}

const REFUSED: ReadonlySet<number> = new Set([401, 403, 404]);

/** `userId 7`, where that is what the owner is called by. */
function ownerIn(record: Node, { ids, names, fullNames }: OwnMarks): string | undefined {
  const isOwner = (value: unknown) =>
    (typeof value === 'string' || typeof value === 'number') &&
    [ids, names, fullNames].some((marks) => marks.has(String(value)));
  for (const [name, held] of Object.entries(record)) {
    if (!WHOSE.test(plainName(name))) continue;
    const said = (isNode(held) ? Object.values(held) : [held]).find(isOwner);
    if (said !== undefined) return `${name} ${said}`;
  }
  return undefined;
}
