import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import { json } from '../../http/exchange.ts';
import { recordOf } from '../../journal/own-record.ts';
import { addressAbove, boundTo } from '../../making/bound.ts';
import { requestFor } from '../../openapi/samples.ts';
import { makerOf } from '../../places/object-makers.ts';
import type { ObjectPlace } from '../../places/objects.ts';
import { pathTo, sharedObject } from '../made-object.ts';
import type { Marked } from '../own-marks.ts';
import { type ProbeContext, type Proof, untested, type Verdict } from '../rule.ts';
import { isPrivateKind, namesOwner } from './ownership.ts';

/**
 * The same with an object that the scan makes as the owner, where no list shows one of the two: he is shown it among his own,
 * as in his cart, and the stranger among his is not.
 */
export async function madeObjectServed(
  place: ObjectPlace,
  [owner, stranger]: readonly Marked[],
  context: ProbeContext,
): Promise<Verdict | undefined> {
  const { surface, http, anonymous } = context;
  const { operation } = place;
  const collection = addressAbove(operation.path).replace(/\/[^/]*$/, '');
  const isWhole =
    place.where === 'path' && addressAbove(operation.path) === operation.path.replace(/\/$/, '');
  if (!owner || !stranger || !isWhole) return undefined;
  const maker = makerOf(surface, operation, collection);
  if (!maker) return undefined;
  const [asOwner, asStranger] = [http.as(owner.identity), http.as(stranger.identity)];
  const made = await sharedObject({ ...context, http: asOwner }, maker);
  const path = made && pathTo(made, surface, operation);
  if (!made || !path) return undefined;
  if (made.mayBeShared) return untested('the object refers to something that may belong to the other user');
  const request = requestFor(boundTo(surface, operation, path).operation, surface.spec);
  const mine = await asOwner.send(request);
  if (!recordOf(json(mine.response), made.entry) || !looksLikeRefusal(await anonymous.send(request)))
    return undefined;
  const { operations } = made.surface;
  const list = operations.find(({ method, path: at }) => method === 'GET' && at === made.maker.path);
  const above = list && requestFor(list, surface.spec).url;
  let control: Proof | undefined;
  let isLeftOut = false;
  for (const url of made.recipe.lists) {
    const [listed, theirs] = [await asOwner.send({ url }), await asStranger.send({ url })];
    if (!accepts(theirs, surface) || !recordOf(json(listed.response), made.entry)) continue;
    // What both are shown among others is shared.
    if (recordOf(json(theirs.response), made.entry))
      return untested('objects created there are returned to both users');
    const note = `here the object is returned to ${owner.identity.name} and not to ${stranger.identity.name}`;
    // A feed of one’s own may leave out what everybody may read.
    if (url !== above && !isPrivateKind(place)) continue;
    isLeftOut ||= url === above;
    control ??= { exchange: theirs, note };
  }
  if (!control) return undefined;
  const exchange = await asStranger.send(request);
  if (!accepts(exchange, surface) || !recordOf(json(exchange.response), made.entry)) return 'clean';
  const [one, other] = [owner.identity.name, stranger.identity.name];
  return {
    operation,
    confidence: isLeftOut || namesOwner(mine, owner.marks) !== undefined ? 'confirmed' : 'likely',
    evidenceSummary: `Object ${path.at(-1)}, which the scan created as ${one}, was returned to ${other}.`,
    proof: [
      { exchange, note: `requested as ${other}` },
      { exchange: mine, note: `the same object, requested as ${one}` },
    ],
    control,
  };
}
