import { looksLikeRefusal, sameAnswer, sameKind, servesContent } from '../../answers/answers.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { IN_THE_NAME_OF, type ObjectPlace } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { globalId } from '../../values/global-id.ts';
import { identifiersIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { type Untested, untested, type Verdict } from '../rule.ts';
import { identifiersFor, isHimself, parentsOf } from './learnt-objects.ts';
import { isPrivateKind, namesOwner, personalFields, refusedAbove } from './ownership.ts';
import { objectReachedThroughOwn } from './through-own.ts';

/** Own identifiers whose neighbours are asked for. */
const OF_A_KIND = 2;
const REACH = 3;
/** Identifiers that answered nothing of use: so many are tried before the kind is given up. */
const MOST_UNUSABLE = 6;

/**
 * Neighbours of the identifiers that the user was shown anywhere: in the record of himself, in another list, in his
 * token. The answer, or what is refused beside it, has to show that they are somebody else's.
 */
export async function learntNeighbour(
  place: ObjectPlace,
  user: Marked,
  known: Known,
): Promise<Exclude<Verdict, readonly unknown[]> | Untested> {
  const { surface, http, anonymous } = known;
  // Whoever may act for somebody has a ward, or a desk: one user alone does not show for whom he may.
  if (place.where !== 'path' && IN_THE_NAME_OF.test(place.parameter.replace(/^x-/i, '')))
    return untested('with one user it is not known for whom that user may act');
  const own = identifiersFor(place, user, known);
  const parents = parentsOf(place, user, known);
  const request = (identifier: string) => place.requestFor(percentEncoded(identifier), parents);
  const listed = await listedAbove(place, known);
  let looked = 0;
  let unusable = 0;
  for (const identifier of own) {
    if (looked >= OF_A_KIND || unusable >= MOST_UNUSABLE) break;
    const candidates = neighbours(identifier).filter((one) => !own.includes(one) && !listed.has(one));
    const isOwnName = isHimself(place, user, identifier);
    // Users who are listed are meant to be seen.
    if (candidates.length === 0 || (isOwnName && [...listed].some((one) => one !== identifier))) continue;
    const mine = await http.once(request(identifier));
    if (!servesContent(mine, surface) || !looksLikeRefusal(await anonymous.once(request(identifier)))) {
      unusable += 1;
      continue;
    }
    const named = namesOwner(mine, user.marks);
    looked += 1;
    for (const candidate of candidates) {
      const exchange = await http.once(request(candidate));
      if (!servesContent(exchange, surface) || !sameKind(exchange, mine)) continue;
      if (isOwnMaking(candidate, known)) continue;
      if (sameAnswer(exchange, mine) || namesOwner(exchange, user.marks) !== undefined) continue;
      const above = await refusedAbove(place, candidate, identifier, { owner: http, stranger: http, known });
      const says = isOwnName
        ? aboutAnother(place, exchange)
        : named && `where the user’s own objects have ${named}`;
      // The next ones are of the same make, and would tell no more of whose they are.
      if (says === undefined && !above) break;
      // Something that the scan made and removed meanwhile is refused by then.
      if (above && !servesContent(await http.send(request(candidate)), surface)) continue;
      const object = { place, identifier: candidate };
      if (!above && (await objectReachedThroughOwn(exchange, object, user, known))) continue;
      return {
        confidence: 'likely',
        evidenceSummary: `Object ${candidate} was returned ${says ?? above?.says}; ${identifier} belongs to the user.`,
        proof: [
          { exchange, note: 'another user’s' },
          { exchange: mine, note: 'the user’s own' },
          ...(above?.proof ? [above.proof] : []),
        ],
      };
    }
  }
  return looked > 0 ? 'clean' : untested('the user has no object with a numeric ID');
}

/** What the scan made, or made and removed again meanwhile, is nobody else's. */
export function isOwnMaking(identifier: string, { journal }: Pick<Known, 'journal'>): boolean {
  return journal
    .entries()
    .some(({ proven, candidates }) => proven.includes(identifier) || candidates.includes(identifier));
}

function aboutAnother(
  place: ObjectPlace,
  exchange: Parameters<typeof personalFields>[0],
): string | undefined {
  const personal = personalFields(exchange);
  if (personal.length > 0) return `with ${personal.join(', ')} of another user`;
  return isPrivateKind(place) ? 'which exists for each user' : undefined;
}

/** All that the list right above shows to the user. */
async function listedAbove(
  { list, parameter }: ObjectPlace,
  { http }: Pick<Known, 'http'>,
): Promise<ReadonlySet<string>> {
  if (!list) return new Set();
  return new Set(identifiersIn(await http.once(list.request), parameter));
}

/**
 * `7` → `6`, `8` …; `RX-0419` → `RX-0418`, `RX-0420` …; the same of the number in a global identifier; none for what
 * does not end in a number.
 */
function neighbours(identifier: string): string[] {
  const global = globalId(identifier);
  if (global) return neighbours(global.inner).map(global.of);
  const match = /^([A-Za-z][A-Za-z_-]{0,11})?(\d{1,9})$/.exec(identifier);
  if (!match) return [];
  const [, prefix = '', digits = ''] = match;
  return Array.from({ length: REACH }, (_none, at) => [Number(digits) + at + 1, Number(digits) - at - 1])
    .flat()
    .filter((number) => number > 0)
    .map((number) => prefix + String(number).padStart(digits.startsWith('0') ? digits.length : 0, '0'));
}
