import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { Identity } from '../../identities/identity.ts';
import type { ObjectPlace, PathValues } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { accepts } from '../answers.ts';
import { identifierOf, recordsIn } from '../objects.ts';

/** An object that stands in the list of one user and not in that of the other. */
export interface OwnObject {
  readonly identifier: string;
  /** As its owner asks for it. */
  readonly request: RequestSpec;
  /** How the other user can ask for it: under its own path, and under that of the other where paths nest. */
  readonly ways: readonly RequestSpec[];
  /** A list, as the other user gets it: the object is not there. */
  readonly control: Exchange;
}

type Means = Pick<Known, 'surface' | 'http' | 'record'>;

/** Objects of one kind are all looked up by the same code. */
const OBJECTS = 2;
/** Lists of one kind under different parents that are asked for, until one opens. */
const PARENTS = 4;

/** Objects of the owner that the stranger has not; none where the stranger's list does not open to tell. */
export async function ownObjects(
  place: ObjectPlace,
  owner: Identity,
  stranger: Identity,
  means: Means,
): Promise<readonly OwnObject[]> {
  const strangers = await listOf(place, stranger, owner, means);
  // A refused list does not say which objects are the stranger's: the list may be for administrators.
  if (!strangers) return [];
  const owners = await listOf(place, owner, stranger, means);
  if (!owners) return [];
  // Under the owner's parents the stranger's list is another one, or none.
  const control =
    owners.request.url === strangers.request.url
      ? strangers.exchange
      : await means.http.as(stranger).once(owners.request);
  const known = new Set([...idsIn(place, strangers.exchange), ...idsIn(place, control)]);
  return idsIn(place, owners.exchange)
    .filter((id) => !known.has(id))
    .slice(0, OBJECTS)
    .map((identifier) => {
      const id = percentEncoded(identifier);
      const request = place.requestFor(id, owners.parents);
      const other = place.requestFor(id, strangers.parents);
      return { identifier, request, ways: request.url === other.url ? [request] : [request, other], control };
    });
}

interface OpenList {
  readonly parents: PathValues;
  readonly request: RequestSpec;
  readonly exchange: Exchange;
}

/** The first list that opens to this user, under a parent that the other was not shown, where there is one. */
async function listOf(
  place: ObjectPlace,
  user: Identity,
  other: Identity,
  { surface, http, record }: Means,
): Promise<OpenList | undefined> {
  const others = new Set(record.shown(other).map(({ value }) => value));
  const shown = record.shown(user);
  const alone = shown.filter(({ value }) => !others.has(value));
  const ways = place.parentsFrom([...alone, ...shown, ...surface.identifiers]);
  for (const parents of ways.slice(0, PARENTS)) {
    const request = place.listUnder(parents);
    if (!request) return undefined;
    const exchange = await http.as(user).once(request);
    if (accepts(exchange, surface)) return { parents, request, exchange };
  }
  return undefined;
}

function idsIn({ parameter }: ObjectPlace, listing: Exchange): string[] {
  return recordsIn(listing).flatMap((record) => identifierOf(record, parameter) ?? []);
}
