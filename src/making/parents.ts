import { servesContent } from '../answers/answers.ts';
import { textStart } from '../http/exchange.ts';
import { isAnonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { isRemovedAgain, makerOf } from '../places/object-makers.ts';
import type { Known } from '../places/place.ts';
import { poolOf } from '../values/pool.ts';
import { kindInPath } from '../values/resource-names.ts';
import { addressAbove, boundTo, sameTemplate, variablesIn } from './bound.ts';
import { ownThings } from './references.ts';

/** Makes what stands above; identifiers that lead to it, or undefined where it cannot be made. */
export type MakeParent = (maker: Operation) => Promise<readonly string[] | undefined>;

/**
 * Identifiers for the parameters of a path, in its order: of an object that the scan made first, or of an entry of a
 * catalogue that everybody may read, the first or the `nth`. Undefined where neither is to be had: below somebody else's nothing is made.
 */
export async function parentsFor(
  context: Known,
  operation: Operation,
  make: MakeParent,
  nth = 0,
): Promise<readonly string[] | undefined> {
  const above = addressAbove(operation.path);
  if (above === '') return [];
  const collection = above.replace(/\/[^/]*$/, '');
  const maker = makerOf(context.surface, operation, collection);
  const made = maker && (await make(maker));
  if (made) return made;
  const entry = await entryForAll(context, operation, above, nth);
  // What goes again may stand for a while below something that the service lists for nobody but its maker.
  return entry ?? (isRemovedAgain(operation, context.surface) ? ownEntry(context, operation) : undefined);
}

/** Identifiers of something that is the maker's own, as the service tells. */
export function ownEntry(context: Known, operation: Operation): readonly string[] | undefined {
  const above = addressAbove(operation.path);
  // Below another parameter it would have to be looked for below each of its values.
  if (variablesIn(above).length !== 1) return undefined;
  const [value] = ownThings(context, context.http.identity, operation, kindInPath(above));
  return value === undefined ? undefined : [value];
}

/** People, and what they share with few others: to stand below these is to be one of them. */
const NO_CATALOGUE =
  /^(?:users?|members?|customers?|accounts?|persons?|people|patients?|pupils?|students?|employees?|staff|profiles?|teams?|orgs?|organi[sz]ations?|compan(?:y|ies)|workspaces?|projects?|groups?|households?|famil(?:y|ies)|tenants?|orders?|bookings?|invoices?|carts?|baskets?|wallets?|threads?|conversations?|chats?|admins?)$/i;

/** An entry that everybody is shown, or all users of this scan. */
async function entryForAll(
  context: Known,
  operation: Operation,
  above: string,
  nth: number,
): Promise<readonly string[] | undefined> {
  const { surface, http, anonymous } = context;
  if (NO_CATALOGUE.test(kindInPath(above))) return undefined;
  const pool = poolOf(surface.identifiers);
  const sets = pool.valueSets(operation, MOST_ENTRIES);
  const users = surface.identities.filter((identity) => !isAnonymous(identity)).map((one) => http.as(one));
  let seen = 0;
  let latest: readonly string[] | undefined;
  for (const set of sets) {
    const given = variablesIn(above).map((name) => set[name]);
    const values = given.filter((value) => value !== undefined);
    const last = values.at(-1);
    if (values.length < given.length || last === undefined) continue;
    const bound = boundTo(surface, operation, values).surface;
    const reads = surface.operations.flatMap(({ method, path, server }, at) => {
      const isEntry = sameTemplate(path, above);
      const isList = sameTemplate(path, above.replace(/\/[^/]*$/, ''));
      const one = bound.operations[at];
      return method === 'GET' && server === operation.server && (isEntry || isList) && one ? [one] : [];
    });
    const shows = async (asker: typeof http) => {
      for (const read of reads) {
        if (read.path.includes('{')) continue;
        const answer = await asker.attemptOnce(requestFor(read, surface.spec));
        if (answer instanceof Error || !servesContent(answer, surface)) continue;
        if (textStart(answer.response, LONGEST_LIST).includes(last)) return true;
      }
      return false;
    };
    const isForAll =
      (await shows(anonymous)) || (users.length > 1 && (await Promise.all(users.map(shows))).every(Boolean));
    if (!isForAll) continue;
    if (seen === nth) return values;
    seen += 1;
    latest = values;
  }
  // With another tag, and so another day.
  return latest;
}

/** What can be had once at one entry may be had at the next. */
export const MOST_ENTRIES = 3;
const LONGEST_LIST = 1_000_000;
