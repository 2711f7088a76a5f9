import { looksLikeRefusal, sameKind, servesContent } from '../../answers/answers.ts';
import { type ObjectPlace, objectReads } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { identifierOf, ownerOf, ownersApart, recordIn, recordsIn } from '../objects.ts';
import { type Marked, marksOf } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { defineRule, untested, type Verdict } from '../rule.ts';
import { IDOR } from './idor.ts';
import { isOwnMaking, learntNeighbour } from './learnt-neighbours.ts';
import { objectReachedThroughOwn } from './through-own.ts';

const REACH = 3;
/** Own objects whose neighbours are asked for: all of a kind are looked up by the same code. */
const OF_A_KIND = 3;
const NONE_OF_ITS_OWN = 'the user has no objects with a numeric ID that name their owner';

const EVERYBODYS = 'the list contains objects of all users';

export const neighbourObjectServed = defineRule({
  id: 'neighbour-object-served',
  title: 'BOLA/IDOR: other users’ objects by ID enumeration',
  aliases: [...IDOR, 'ID enumeration', 'sequential ID', 'horizontal privilege escalation'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone with an account can read the data of all users. A user who changes the ID in a request gets another user’s object.',
  remediation:
    'Look up objects by ID and owner together (where id = … and owner = the current user), in every operation that takes an ID.',
  needs: ['identity'],
  places: objectReads,
  leaveOut: (_place, { http }) =>
    seesEverything(http.identity) ? 'the role of the user may allow reading everything' : undefined,
  async judge(place, known) {
    const { identity } = known.http;
    const asker = { identity, marks: await marksOf(identity, known) };
    const listed = await listedNeighbour(place, asker, known);
    if (typeof listed !== 'object' || !('untested' in listed) || listed.untested === EVERYBODYS)
      return listed;
    const learnt = await learntNeighbour(place, asker, known);
    return typeof learnt === 'object' && 'untested' in learnt ? listed : learnt;
  },
});

/** Neighbours of objects out of a list of the user's own. */
async function listedNeighbour(
  place: ObjectPlace,
  asker: Marked,
  known: Known,
): Promise<Exclude<Verdict, readonly unknown[]>> {
  const { parameter, lists, requestFor } = place;
  const { surface, http, anonymous } = known;
  const [list] = lists;
  if (!list) return untested('no operation lists these objects');
  const [parents = {}] = list.parentsFrom(surface.identifiers);
  const listing = await http.once(list.under(parents));
  const listed = recordsIn(listing);
  const ids = listed.flatMap((record) => identifierOf(record, parameter) ?? []);
  const [own] = ids;
  if (own === undefined || !/^\d{1,9}$/.test(own)) return untested(NONE_OF_ITS_OWN);
  const mine = await http.once(requestFor(own));
  const owner = servesContent(mine, surface) ? ownerOf(recordIn(mine) ?? {}) : undefined;
  if (!owner) return untested(NONE_OF_ITS_OWN);
  if (!looksLikeRefusal(await anonymous.once(requestFor(own))))
    return untested('the objects are returned without authentication');
  // A list of everybody's objects shows that they are meant to be seen by everybody.
  if (listed.some((record) => (ownerOf(record)?.value ?? owner.value) !== owner.value))
    return untested(EVERYBODYS);
  const candidates = around(ids.map(Number)).filter((id) => !ids.includes(id));
  for (const identifier of candidates) {
    const exchange = await http.once(requestFor(identifier));
    if (!servesContent(exchange, surface) || !sameKind(exchange, mine)) continue;
    if (isOwnMaking(identifier, known)) continue;
    const other = ownerOf(recordIn(exchange) ?? {});
    // A list of one's own leaves out what is published: whoever wrote that is not who may read it.
    if (list.elsewhere && !ownersApart(recordIn(mine) ?? {}, recordIn(exchange) ?? {})) continue;
    if (!other || other.field !== owner.field || other.value === owner.value) continue;
    if (await objectReachedThroughOwn(exchange, { place, identifier }, asker, known)) continue;
    return {
      confidence: 'likely',
      evidenceSummary: `Object ${identifier} was returned with ${other.field} ${other.value}; the user’s own objects have ${owner.field} ${owner.value}.`,
      proof: [
        { exchange, note: `${other.field} belongs to another user` },
        { exchange: mine, note: `an object of the user: ${owner.field} is their own` },
      ],
      control: { exchange: listing, note: `the user’s own list does not contain object ${identifier}` },
    };
  }
  return 'clean';
}

function around(own: readonly number[]): string[] {
  const near = own
    .slice(0, OF_A_KIND)
    .flatMap((id) => Array.from({ length: REACH }, (_none, at) => [id - at - 1, id + at + 1]).flat());
  // Nothing is number 0: as a filter it stands for none.
  return [...new Set(near)].filter((id) => id > 0 && !own.includes(id)).map(String);
}
