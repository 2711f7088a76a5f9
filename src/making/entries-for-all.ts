import type { HarvestedId } from '../discovery/surface.ts';
import { anonymous, type Identity } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import type { Known } from '../places/place.ts';
import { plainName } from '../values/plain-name.ts';
import { poolOf } from '../values/pool.ts';
import { kindInPath, stemOf } from '../values/resource-names.ts';

/** How the service calls the users of this scan: identifiers and names. */
export type UserMarks = ReadonlySet<string>;

/** People, and what they share with few others: to name one of these says something of them. */
const OF_PEOPLE =
  /^(?:users?|members?|customers?|accounts?|persons?|people|patients?|pupils?|students?|employees?|staff|profiles?|owners?|authors?|recipients?|senders?|teams?|orgs?|organi[sz]ations?|compan(?:y|ies)|workspaces?|households?|famil(?:y|ies)|tenants?|wallets?|admins?)$/i;
/** Who a thing is of: `host_id`, `postedBy`. */
const OWNER =
  /^(?:owner|user|author|seller|vendor|host|driver|creator|member|customer|provider|trainer|teacher|doctor|lender|publisher|maker|account)(?:id|uuid|handle|name|username)?$|(?:created|posted|made|added|offered|listed|published|uploaded)by(?:id)?$/;

/** Something that everybody is shown. */
export interface Entry {
  readonly value: string;
  /** True where the service shows whose it is, and that is nobody of this scan: whoever owns a room may see who books it. */
  readonly isOfOthers: boolean;
}

/**
 * Things of that name which the service shows to everybody, or to all users of this scan, but for those that are theirs:
 * first what is somebody else's, then what nobody is named for.
 */
export function entriesForAll(
  { surface, record }: Pick<Known, 'surface' | 'record'>,
  operation: Operation,
  name: string,
  users: UserMarks,
): Entry[] {
  if (OF_PEOPLE.test(stemOf(name))) return [];
  const shownTo = (one: Pick<Identity, 'name'>) =>
    poolOf(record.shown(one)).candidates(operation, { name, in: 'query' });
  const known = surface.identities.filter((one) => one.name !== anonymous.name);
  const [first = [], ...others] = known.map(shownTo);
  const toAll = others.length > 0 ? first.filter((value) => others.every((one) => one.includes(value))) : [];
  const shown = [anonymous, ...known].flatMap((one) => record.shown(one));
  const entries = [...new Set([...shownTo(anonymous), ...toAll])].flatMap((value) => {
    const owners = ownersOf(value, name, shown);
    return owners.some((owner) => users.has(owner)) ? [] : [{ value, isOfOthers: owners.length > 0 }];
  });
  return entries.toSorted((a, b) => Number(b.isOfOthers) - Number(a.isOfOthers));
}

function ownersOf(value: string, name: string, shown: readonly HarvestedId[]): string[] {
  return shown
    .filter((one) => one.value === value && plainName(kindInPath(one.collection ?? '')) === stemOf(name))
    .flatMap(({ record = [] }) => record.filter(isOwner).map((owner) => owner.value));
}

function isOwner({ name, collection = '' }: HarvestedId): boolean {
  return OWNER.test(plainName(name)) || (/^id$/i.test(name) && OF_PEOPLE.test(kindInPath(collection)));
}
