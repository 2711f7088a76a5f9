import { isEmpty, looksLikeRefusal, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json, succeeded } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { type ObjectPlace, objectReads, sameObjects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { type Fields, identifierOf, recordIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { confirmed, defineRule, type Proof, untested } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { figuresOfOwn } from './business-figures.ts';
import { holdsMuchOf } from './holds-much.ts';
import { IDOR } from './idor.ts';
import { himself, isHimself, learntObjects } from './learnt-objects.ts';
import { madeObjectServed } from './made-object-served.ts';
import { type OwnObject, ownObjects } from './own-objects.ts';
import {
  filteredOut,
  isPrivateKind,
  namesOwner,
  type Ownership,
  ownersNamed,
  personalFields,
  refusedAbove,
} from './ownership.ts';
import { isPartyOf } from './party-named.ts';
import { privateToParties, refusedByAnother } from './private-objects.ts';
import { reachedThroughOwn } from './through-own.ts';

/** Objects of one kind are looked up by the same code: those that cannot be judged do not count. */
const OF_A_KIND = 2;
/** Whom one may ask for is the point of it: payees, invitees, colleagues. */
const LOOKUP =
  /\/(?:look-?up|search|find|resolve|suggest\w*|autocomplete|directory|whois)(?:\.\w{2,5})?\/?$/i;
/** Objects that answered nothing of use: so many are tried before the kind is given up. */
const MOST_UNUSABLE = 6;

export const foreignObjectServed = defineRule({
  id: 'foreign-object-served',
  title: 'BOLA/IDOR: other users’ objects readable',
  aliases: [...IDOR, 'horizontal privilege escalation', 'broken access control'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user who knows the ID of an object can read it, regardless of its owner. IDs leak through links, logs and lists.',
  remediation:
    'Look up objects by ID and owner together (where id = … and owner = the current user), in every operation that takes an ID.',
  needs: ['two-identities'],
  places: objectReads,
  leaveOut: ({ operation, where }) =>
    where === 'query' && LOOKUP.test(operation.path)
      ? 'it looks up other users: what it returns is tested field by field'
      : undefined,
  async judge(place, context) {
    const { surface, http, anonymous, record, breathe, journal, cuts } = context;
    const users = await markedUsers({ surface, http, record });
    let unusable = 0;
    let looked = 0;
    for (const [owner, stranger] of [users, [...users].reverse()]) {
      // Who runs the service may see everything.
      if (!owner || !stranger || seesEverything(stranger.identity)) continue;
      const means = { surface, http, record };
      const listed = await ownObjects(place, owner.identity, stranger.identity, means);
      // Whom a parameter names the user himself is known for, whatever lists of users hold beside them.
      const isOfHim = place.where !== 'path' && himself(place, owner).length > 0;
      const learnt = listed.length > 0 && !isOfHim ? listed : learntObjects(place, owner, stranger, means);
      const own = [...figuresOfOwn(place, owner, means), ...learnt];
      const [asOwner, asStranger] = [http.as(owner.identity), http.as(stranger.identity)];
      let judged = 0;
      const before = unusable;
      for (const object of own) {
        const { identifier, request, ways, control, isLeftOut } = object;
        if (judged >= OF_A_KIND || unusable - before >= MOST_UNUSABLE) break;
        const mine = await asOwner.once(request);
        // What anyone may read belongs to nobody; other rules ask whether it should.
        if (!servesContent(mine, surface) || !isKeptBack(await anonymous.once(request))) {
          unusable += 1;
          continue;
        }
        const known = { surface, http, record, anonymous, breathe, journal, cuts };
        const isOwn = isLeftOut
          ? {}
          : (object.isOwn ?? (await ownershipOf(mine, object, place, { owner, stranger, known })));
        if (!isOwn) continue;
        judged += 1;
        looked += 1;
        for (const way of ways) {
          const exchange = await asStranger.once(way);
          if (!servesContent(exchange, surface)) continue;
          const others = own.map((one) => one.identifier).filter((one) => one !== identifier);
          if (await isPartyOf(exchange, { place, identifier, others }, { owner, stranger }, known)) {
            // Another one of the kind may be between others.
            judged -= 1;
            looked -= 1;
            unusable += 1;
            break;
          }
          const says = sameAnswer(exchange, mine)
            ? isOwn
            : await partlyServed(exchange, mine, object, place, { owner, stranger, known });
          const unknown = says && ((await control()) ?? controlOf(says, identifier));
          if (!unknown || (await reachedThroughOwn(exchange, stranger, known))) continue;
          const ofOwner = { exchange: mine, note: `the same object, requested as ${owner.identity.name}` };
          const saw = `Object ${identifier} of ${owner.identity.name} was returned to ${stranger.identity.name}`;
          if (says.says === undefined)
            return confirmed(
              `${saw}.`,
              [exchange, `requested as ${stranger.identity.name}`],
              [unknown.exchange, unknown.note],
              [mine, ofOwner.note],
            );
          return {
            confidence: 'likely',
            evidenceSummary: `${saw}: ${says.says}.`,
            proof: [
              { exchange, note: `requested as ${stranger.identity.name}` },
              ofOwner,
              ...(says.proof ? [says.proof] : []),
            ],
            control: unknown,
          };
        }
      }
    }
    if (looked > 0) return 'clean';
    const mayMake = surface.mode === 'active' && !users.some(({ identity }) => seesEverything(identity));
    const ofMade = mayMake ? await madeObjectServed(place, users, context) : undefined;
    if (ofMade) return ofMade;
    return untested(
      unusable > 0
        ? 'none of the objects returned to one user only is rejected without authentication'
        : 'no object was found that is returned to one user only and shows who owns it',
    );
  },
});

/** Nobody is refused, or told of nothing: lists below a record leave out what the asker may not see. */
function isKeptBack(exchange: Exchange): boolean {
  return looksLikeRefusal(exchange) || (succeeded(exchange) && isEmpty(exchange));
}

/** A number of few digits stands in any answer: there the filter left out is the control. */
function controlOf({ proof, isControl }: Partial<Ownership>, identifier: string): Proof | undefined {
  return isControl && identifier.length <= LONGEST_BY_CHANCE ? proof : undefined;
}

const LONGEST_BY_CHANCE = 3;

interface Sides {
  readonly owner: Marked;
  readonly stranger: Marked;
  readonly known: Known;
}

/** Some fields are kept back, as GraphQL does it one by one, and most are not: these have to show whose it is. */
async function partlyServed(
  exchange: Exchange,
  mine: Exchange,
  object: OwnObject,
  place: ObjectPlace,
  sides: Sides,
): Promise<Partial<Ownership> | undefined> {
  const [theirs = {}, own = {}] = [recordIn(exchange), recordIn(mine)];
  const identifier = identifierOf(own, place.parameter);
  if (place.where !== 'path') return heldBeside(exchange, mine, object, place, sides);
  const isOne = identifier !== undefined;
  if (!isOne || identifierOf(theirs, place.parameter) !== identifier || !holdsMuchOf(theirs, own))
    return undefined;
  // A profile of which the private part is kept back is how directories are made.
  if (isHimself(place, sides.owner, object.identifier)) return undefined;
  const shown = await ownershipOf(exchange, object, place, sides);
  return shown && { ...shown, says: `${shown.says}, without some fields` };
}

/** `/scans/{id}/compare?with=` below the stranger's own scan: what it holds of the other one is in there with his. */
async function heldBeside(
  exchange: Exchange,
  mine: Exchange,
  object: OwnObject,
  place: ObjectPlace,
  { owner, stranger, known }: Sides,
): Promise<Partial<Ownership> | undefined> {
  const { http, surface } = known;
  for (const other of sameObjects(surface, place)) {
    const alone = await http.as(owner.identity).once(other.requestFor(percentEncoded(object.identifier)));
    const record = servesContent(alone, surface) ? recordIn(alone) : undefined;
    if (!record || !holdsRecord(exchange, record, other.parameter)) continue;
    const shown = await ownershipOf(mine, object, place, { owner, stranger, known });
    if (shown) return shown;
  }
  return undefined;
}

/** True where the object stands somewhere in the answer, with what it holds. */
function holdsRecord({ response }: Exchange, record: Fields, parameter: string): boolean {
  const identifier = identifierOf(record, parameter);
  const walk = (node: unknown, depth: number): boolean => {
    if (depth > DEEPEST || typeof node !== 'object' || node === null) return false;
    const isIt = isNode(node) && identifierOf(node, parameter) === identifier && holdsMuchOf(node, record);
    return isIt || Object.values(node).some((held) => walk(held, depth + 1));
  };
  return identifier !== undefined && walk(json(response), 0);
}

const DEEPEST = 4;

/** What shows that the object is for its owner alone, where no list says so. */
async function ownershipOf(
  mine: Exchange,
  { identifier, others, refusal }: OwnObject,
  place: ObjectPlace,
  { owner, stranger, known }: Sides,
): Promise<Partial<Ownership> | undefined> {
  const { http } = known;
  const [first] = others;
  const asStranger = http.as(stranger.identity);
  const apart = await ownersNamed(mine, first && (await asStranger.once(first)));
  if (apart) return apart;
  const askers = { owner: http.as(owner.identity), stranger: asStranger, known };
  const filtered = await filteredOut(place, mine, askers);
  if (filtered) return filtered;
  const named = namesOwner(mine, owner.marks);
  if (isHimself(place, owner, identifier)) {
    // A record that only says that somebody exists is a directory's.
    const personal = personalFields(mine);
    if (personal.length > 0) return { says: `with ${personal.join(', ')}` };
    if (isPrivateKind(place)) return { says: `which ${place.operation.path} has for each user` };
    return undefined;
  }
  if (named !== undefined) return { says: `with ${named}, who is ${owner.identity.name}` };
  const parties = { owner, stranger, known, asStranger };
  const found =
    (await privateToParties(mine, place, identifier, parties)) ??
    (await refusedAbove(place, identifier, identifier, askers)) ??
    (await refusedByAnother(mine, place, identifier, parties));
  // What a closed place shows may be everybody's all the same, unless it is private by its nature.
  if (found || !refusal || !isPrivateKind(place)) return found;
  const { what, exchange } = refusal;
  return {
    says: `though ${what}, which lists it, is denied to this user`,
    proof: { exchange, note: `the list that contains it is denied: ${exchange.response.status}` },
  };
}
