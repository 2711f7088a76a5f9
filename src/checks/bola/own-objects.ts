import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { Identity } from '../../identities/identity.ts';
import type { ObjectList, PathValues } from '../../places/object-lists.ts';
import type { ObjectPlace } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { joined, without } from '../../values/joined.ts';
import { identifiersIn } from '../objects.ts';
import type { Proof } from '../rule.ts';
import type { Ownership } from './ownership.ts';

/** An object that one user was shown, and the other was not. */
export interface OwnObject {
  readonly identifier: string;
  /** As its owner asks for it. */
  readonly request: RequestSpec;
  /** How the other user can ask for it: under its own path, and under that of the other where paths nest. */
  readonly ways: readonly RequestSpec[];
  /** Where the other user looks for it now: it may be younger than the first look. Undefined where he is shown it. */
  control(): Promise<Proof | undefined>;
  /** True where the list right above leaves it out for the other user: it is not his. Else its answer has to show that. */
  readonly isLeftOut: boolean;
  /** The list elsewhere that shows it, where that is refused to the other user: it is below something of the owner's. */
  readonly refusal?: { readonly exchange: Exchange; readonly what: string };
  /** What shows that it is the owner's, where the answer itself need not. */
  readonly isOwn?: Ownership;
  /** Requests for objects out of the other user's own list, to compare owners with. */
  readonly others: readonly RequestSpec[];
}

export type Means = Pick<Known, 'surface' | 'http' | 'record'>;

/** Objects of the owner that the stranger has not; none where no list opens to the stranger to tell. */
export async function ownObjects(
  place: ObjectPlace,
  owner: Identity,
  stranger: Identity,
  means: Means,
): Promise<readonly OwnObject[]> {
  const open: { readonly list: ObjectList; readonly strangers: OpenList }[] = [];
  for (const list of place.lists) {
    // A list that stands elsewhere leaves out what the one above shows to all.
    if (list.elsewhere && open.some((found) => !found.list.elsewhere)) break;
    const strangers = await listOf(place, list, stranger, owner, means);
    // A refused list does not say which objects are the stranger's: the list may be for administrators.
    if (strangers) open.push({ list, strangers });
  }
  const known = new Set(open.flatMap(({ strangers }) => idsIn(place, strangers.exchange)));
  for (const { list, strangers } of open) {
    const own = await missingFrom(place, list, { owner, stranger, strangers, known }, means);
    if (own.length > 0) return own;
  }
  return [];
}

interface Sides {
  readonly owner: Identity;
  readonly stranger: Identity;
  /** The list as the stranger gets it. */
  readonly strangers: OpenList;
  readonly known: ReadonlySet<string>;
}

async function missingFrom(
  place: ObjectPlace,
  list: ObjectList,
  { owner, stranger, strangers, known }: Sides,
  means: Means,
): Promise<readonly OwnObject[]> {
  const owners = await listOf(place, list, owner, stranger, means);
  if (!owners) return [];
  // Under the owner's parents the stranger's list is another one, or none.
  const control =
    owners.request.url === strangers.request.url
      ? strangers.exchange
      : await means.http.as(stranger).once(owners.request);
  const isShut = control !== strangers.exchange && isRefused(control);
  // `/drafts/7/revisions/1` is another object than `/drafts/9/revisions/1`: each parent counts its own.
  const isScoped = isShut && !list.elsewhere;
  const strangersIds = idsIn(place, strangers.exchange);
  const shown = new Set(isScoped ? [] : [...known, ...idsIn(place, control)]);
  return idsIn(place, owners.exchange)
    .filter((id) => !shown.has(id))
    .map((identifier) => {
      const id = percentEncoded(identifier);
      const request = place.requestFor(id, owners.parents);
      const other = place.requestFor(id, strangers.parents);
      const isOneOfTheirs = strangersIds.includes(identifier);
      const ways = request.url === other.url || isOneOfTheirs ? [request] : [request, other];
      const strangersOwn = strangersIds.map((theirs) =>
        place.requestFor(percentEncoded(theirs), strangers.parents),
      );
      return {
        identifier,
        request,
        ways,
        control: async () => {
          const exchange = await means.http.as(stranger).send(owners.request);
          if (idsIn(place, exchange).includes(identifier)) return undefined;
          return { exchange, note: `the list of ${stranger.name} does not contain object ${identifier}` };
        },
        isLeftOut: !list.elsewhere,
        ...(isShut && list.elsewhere ? { refusal: { exchange: control, what: list.operation.id } } : {}),
        others: strangersOwn,
      };
    });
}

function isRefused(exchange: Exchange): boolean {
  return looksLikeRefusal(exchange) || exchange.response.status === 404;
}

interface OpenList {
  readonly parents: PathValues;
  readonly request: RequestSpec;
  readonly exchange: Exchange;
}

/**
 * The first list that opens to this user and holds something, under a parent that the other was not shown, where there
 * is one; else the first that opens.
 */
async function listOf(
  place: ObjectPlace,
  list: ObjectList,
  user: Identity,
  other: Identity,
  { surface, http, record }: Means,
): Promise<OpenList | undefined> {
  const shown = record.shown(user);
  const alone = without(shown, record.shown(other));
  let empty: OpenList | undefined;
  let emptyOnes = 0;
  for (const parents of list.parentsFrom(joined(alone, joined(shown, surface.identifiers)))) {
    const request = list.under(parents);
    const exchange = await http.as(user).once(request);
    if (!accepts(exchange, surface)) continue;
    const open = { parents, request, exchange };
    if (idsIn(place, exchange).length > 0) return open;
    empty ??= open;
    emptyOnes += 1;
    if (emptyOnes >= MOST_EMPTY) break;
  }
  return empty;
}

/** What is kept for each user alone stands below few of the parents that all may see. */
const MOST_EMPTY = 4;

function idsIn({ named }: ObjectPlace, listing: Exchange): string[] {
  return identifiersIn(listing, named.parameter);
}
