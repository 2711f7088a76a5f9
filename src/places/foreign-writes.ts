import type { Surface } from '../discovery/surface.ts';
import { recipeFor } from '../journal/recipe.ts';
import { boundTo, variablesIn } from '../making/bound.ts';
import type { Operation } from '../openapi/operation.ts';
import { type AccountWrite, accountWrites } from './account-writes.ts';
import { actsOnObject, makerOf, makesAccount, type ObjectWriter, objectWriters } from './object-makers.ts';
import { type PlaceKind, perSurface } from './place.ts';
import { profileUpdates } from './profile-updates.ts';
import { ownPair, type SourcedTransfer, sourcedTransfers } from './transfers.ts';

/**
 * A write that concerns an object of a kind which the scan can make: to the object itself, one that adds something below
 * it (`POST /tickets/{id}/messages`), or to a part that came with it (`PATCH /orders/{id}/lines/{lineId}`).
 */
export interface ObjectWrite extends ObjectWriter {
  readonly to: 'object' | 'below' | 'part';
}

/**
 * The same, the change of one's own account, whose body may name another, that of the account which the path names, or a
 * transfer out of what another has.
 */
export type ForeignWrite =
  | ObjectWrite
  | AccountWrite
  | { readonly to: 'account'; readonly operation: Operation }
  | ({ readonly to: 'source' } & SourcedTransfer);

/** Writes that one user may try on what another has made. */
export const foreignWrites: PlaceKind<ForeignWrite> = {
  one: objectWriters.one,
  many: objectWriters.many,
  async find(known) {
    const objects = (await objectWriters.find(known)).map((one) => ({ ...one, to: 'object' }) as const);
    const taken = new Set(objects.map(({ operation }) => operation));
    const accounts = (await profileUpdates.find(known))
      .filter(({ path }) => !path.includes('{') && known.surface.registered.length > 0)
      .map((operation) => ({ to: 'account', operation }) as const);
    const sources = ownPair(known.surface)
      ? sourcedTransfers(known.surface).map((one) => ({ ...one, to: 'source' }) as const)
      : [];
    const further = [...furtherIn(known.surface), ...accounts, ...accountWrites(known.surface), ...sources];
    return [...objects, ...further.filter(({ operation }) => !taken.has(operation))];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const furtherIn = perSurface((surface) =>
  surface.operations.flatMap((operation): ObjectWrite[] => {
    const to = addsBelow(operation, surface) ? 'below' : isOfPart(operation) ? 'part' : undefined;
    const above = to && parentAddress(operation);
    if (!to || !above) return [];
    const maker = makerOf(surface, operation, above.replace(/\/[^/]*$/, ''));
    const isKnown =
      maker && maker !== operation && !makesAccount(maker, surface.spec) && hasAddress(maker, above, surface);
    return isKnown ? [{ operation, maker, to }] : [];
  }),
);

/** The address of what the operation's own thing stands below: `/orders/{id}` of `/orders/{id}/lines/{lineId}`. */
export function parentAddress({ path }: Pick<Operation, 'path'>): string | undefined {
  const parts = path.replace(/\/$/, '').split('/');
  const last = isVariable(parts.at(-1)) ? parts.length - 1 : parts.length;
  const at = parts.findLastIndex((part, index) => index < last && isVariable(part));
  return at < 1 ? undefined : parts.slice(0, at + 1).join('/');
}

function isVariable(part: string | undefined): boolean {
  return part !== undefined && /^\{[^{}/]+\}$/.test(part);
}

/** True where what the maker makes is read at that address, or is in the list above it. */
function hasAddress(maker: Operation, address: string, surface: Surface): boolean {
  const values = variablesIn(maker.path).map(() => 'mb0parent0mb');
  const bound = boundTo(surface, maker, values);
  const { objects } = recipeFor(bound.operation, bound.surface);
  const plain = (text: string) => text.replace(/\{[^{}/]*\}|mb0parent0mb/g, '{}');
  const wanted = plain(maker.server + address);
  return objects.some(({ url, reads, list }) => (reads || list !== undefined) && plain(url) === wanted);
}

/** What anybody may do with a thing of another: ask to be let in, praise it, report it. Or it is no write at all. */
const FOR_OTHERS =
  /^(?:join|requests?|appl(?:y|ications?)|follow(?:ers?|s)?|subscri\w*|likes?|votes?|rsvps?|regist\w*|reports?|flags?|views?|visits?|track\w*|pings?|heartbeats?|contact|inquir\w*|enquir\w*|leads?|sign-?ups?|accept|claims?|redeem|unlock|open|scans?|verify|confirm|preview|export|calculate|quotes?|estimates?|validate|check(?:-?in)?|favou?rites?|stars?|bookmarks?|reactions?|responses?|submissions?)$/i;
/** Reaches people or money beside the object, or is a login. */
const REACHES =
  /log-?(?:in|out)|sign-?(?:in|out)|token|oauth|session|passw|passphrase|reset|pay|charge|transfer|checkout|refund|mail|send|notif|sms|upload|import|hook|invit|search|query|batch/i;

function addsBelow(operation: Operation, { operations }: Surface): boolean {
  const { method, path, bodies } = operation;
  const last = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  if (method !== 'POST' || isVariable(last) || FOR_OTHERS.test(last) || REACHES.test(path)) return false;
  if (bodies.length > 0 && !bodies.some(({ mediaType }) => /json/.test(mediaType))) return false;
  // Things stand below, rather than that it does something.
  const isCollection = /s$/i.test(last);
  return (
    actsOnObject(operation) &&
    (isCollection || operations.some((one) => one.path.startsWith(`${path.replace(/\/$/, '')}/{`)))
  );
}

/** Of something below an object, which nothing makes by itself. */
function isOfPart({ method, path }: Operation): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  return (
    ['PATCH', 'PUT', 'DELETE'].includes(method) &&
    isVariable(parts.at(-1)) &&
    parts.slice(0, -2).some(isVariable)
  );
}
