import { accepts, looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { type Listing, listings, widened } from '../../places/listings.ts';
import { requestOf } from '../../places/operations.ts';
import { type Fields, identifierOf, recordIn, recordsBeside, recordsIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { holdsMuchOf } from './holds-much.ts';
import { himself, identifiersFor, parentsOf } from './learnt-objects.ts';

/** Names of a user under which his list is looked for: identifier, user name, e-mail address. */
const MOST_NAMES = 3;
/** Objects of one list that are asked for by themselves: all were let through by the same code. */
const MOST_OBJECTS = 6;

export const refusedObjectListed = defineRule({
  id: 'refused-object-listed',
  title: 'BOLA: lists contain objects the user may not read',
  aliases: ['IDOR', 'BOLA', 'inconsistent authorization', 'list filter bypass'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can read objects that the service denies them by ID. A list, or a parameter that turns off a filter, returns their content.',
  remediation:
    'Decide in one place who may see an object, and apply it to every list and every nested field, whatever the parameters.',
  needs: ['two-identities'],
  places: listings,
  async judge(place, context) {
    const users = await markedUsers(context);
    let looked = false;
    for (const [owner, stranger] of [users, [...users].reverse()]) {
      if (!owner || !stranger || seesEverything(stranger.identity)) continue;
      for (const look of await looksAt(place, { owner, stranger, context })) {
        looked = true;
        const found = await givenAway(look, place, { owner, stranger, context });
        if (found) return found;
      }
    }
    return looked ? 'clean' : untested('it returns nothing to users other than the one in the request');
  },
});

interface Sides {
  readonly owner: Marked;
  readonly stranger: Marked;
  readonly context: ProbeContext;
}

/** The list as the stranger gets it, and what it has to be measured against. */
interface Look {
  readonly shown: Exchange;
  /** Without the parameters that widen it. */
  readonly plain?: Exchange;
  readonly records: readonly Fields[];
}

async function looksAt({ operation, named, wider, included }: Listing, sides: Sides): Promise<Look[]> {
  const { owner, stranger, context } = sides;
  const { surface, http, anonymous } = context;
  const asStranger = http.as(stranger.identity);
  const requests: { readonly request: RequestSpec; readonly isOwners: boolean }[] = named
    ? identifiersFor(named, owner, context)
        .slice(0, MOST_NAMES)
        .map((name) => ({
          request: named.requestFor(percentEncoded(name), parentsOf(named, owner, context)),
          isOwners: himself(named, owner).includes(name),
        }))
    : [{ request: requestOf(surface, operation), isOwners: false }];
  const looks: Look[] = [];
  for (const { request, isOwners } of requests) {
    const plain = await asStranger.once(request);
    if (!accepts(plain, surface)) continue;
    if (Object.keys(wider).length > 0) {
      const shown = await asStranger.once(widened(request, wider));
      const read = included === undefined ? recordsIn : recordsBeside;
      const usual = new Set(read(plain).map((held) => JSON.stringify(held)));
      const more = read(shown).filter((held) => !usual.has(JSON.stringify(held)));
      if (accepts(shown, surface)) looks.push({ shown, plain, records: more });
    }
    if (included !== undefined) continue;
    // What anyone may read is published, whoever may open it by itself.
    if (!isOwners || !looksLikeRefusal(await anonymous.once(request))) continue;
    looks.push({ shown: plain, records: recordsIn(plain) });
  }
  return looks;
}

async function givenAway(
  { shown, plain, records }: Look,
  { operation, objects }: Listing,
  { owner, stranger, context: { surface, http } }: Sides,
): Promise<Detection | undefined> {
  for (const listed of records.slice(0, MOST_OBJECTS)) {
    for (const object of objects) {
      const identifier = identifierOf(listed, object.parameter);
      if (identifier === undefined) continue;
      const request = object.requestFor(percentEncoded(identifier));
      const refusal = await http.as(stranger.identity).once(request);
      if (!looksLikeRefusal(refusal) && refusal.response.status !== 404) continue;
      const mine = await http.as(owner.identity).once(request);
      if (!servesContent(mine, surface) || !holdsMuchOf(listed, recordIn(mine) ?? {})) continue;
      const saw = `${operation.id} returns the content of object ${identifier} of ${owner.identity.name} to ${stranger.identity.name}; ${object.operation.id} denies it with ${refusal.response.status}`;
      const proof = [
        { exchange: shown, note: `the list, requested as ${stranger.identity.name}` },
        { exchange: mine, note: `the object, requested as ${owner.identity.name}` },
      ] as const;
      const refused = { exchange: refusal, note: `the object, denied to ${stranger.identity.name}` };
      if (!plain)
        return { confidence: 'likely', evidenceSummary: `${saw}.`, proof: [...proof], control: refused };
      return {
        confidence: 'confirmed',
        evidenceSummary: `${saw}; without ${new URL(shown.request.url).search.slice(1)} the list does not contain it.`,
        proof: [...proof, refused],
        control: { exchange: plain, note: 'the list without the parameter' },
      };
    }
  }
  return undefined;
}
