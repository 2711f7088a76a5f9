import type { HttpClient, RequestSpec } from '../http/client.ts';
import { json, succeeded, textStart } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Entry, Journal } from './journal.ts';
import { addressOf, type Located, locate, type OwnPlace, readBack, writeToOwn } from './own-thing.ts';

/** Who may try: first whoever made the thing or is it, then whoever may have rights that the first lacks. */
export interface Removers {
  readonly reader: HttpClient;
  /** True where neither the maker nor the thing itself can be asked: what strangers are not shown may be there. */
  readonly readerIsStranger?: true;
  /** Speaks as the account itself, where the thing is one. */
  readonly itself?: HttpClient;
  readonly others: readonly HttpClient[];
  /** The account may have to remove others yet: it is removed by one of them where that works. */
  readonly othersFirst?: boolean;
}

/** Removes one thing of the scan's own and looks whether it is gone. True where it is; else it stays open. */
export async function removeOwn(journal: Journal, entry: Entry, removers: Removers): Promise<boolean> {
  const { recipe } = entry.intent;
  if (!recipe) return false;
  const readers = [removers.itself, removers.reader, ...removers.others].filter((one) => one !== undefined);
  const located = await locatedBy(readers, entry, recipe);
  if (!located) {
    const isThere = await isThereUnnamed(removers, readers, entry);
    if (!isThere && (await isGoneAlready(journal, knowing(removers), entry))) {
      await journal.settle(entry, entry.state === 'about-to-send' ? 'nothing' : 'undone');
      return true;
    }
    await journal.settle(entry, 'left');
    return false;
  }
  const { reader, places } = located;
  // What names nobody ends whoever sends it: nobody but the account itself may.
  const ordered = [...places.filter(isSelf), ...places.filter((place) => !isSelf(place))];

  for (const place of ordered) {
    const isRemover = 'self' in place ? place.self.removes : place.at.removes;
    if (!isRemover) continue;
    const itself = removers.itself ? [removers.itself] : [];
    const own = [...itself, removers.reader];
    const all = removers.othersFirst ? [...removers.others, ...own] : [...own, ...removers.others];
    const writers = isSelf(place) ? itself : all;
    for (const writer of new Set(writers)) {
      const answer = await removedAt(place, entry, (request) =>
        writeToOwn(journal, { entry, recipe, place, reader, writer, request, removes: true }),
      );
      if (answer === undefined) break;
      const accepted = !(answer instanceof Error) && succeeded(answer);
      if (await isGone(reader, place, entry, accepted)) {
        await journal.settle(entry, 'undone');
        return true;
      }
    }
  }
  await journal.settle(entry, 'left');
  return false;
}

/** An account may have to show its password once more: as the document says, or as the refusal does. */
async function removedAt(
  place: OwnPlace,
  { intent, passwords }: Entry,
  send: (request: RequestSpec) => ReturnType<typeof writeToOwn>,
): ReturnType<typeof writeToOwn> {
  const { removesBy = 'DELETE', confirms = undefined } = 'self' in place ? place.self : {};
  const bare = { method: removesBy, url: addressOf(place) };
  let answer = confirms === undefined ? await send(bare) : undefined;
  const { account } = intent;
  if (!('self' in place) || !account || (confirms === undefined && answer === undefined)) return answer;
  for (const password of [account.password, ...passwords]) {
    const member = confirms ?? passwordAskedFor(answer);
    if (member === undefined) return answer;
    answer = await send({
      ...bare,
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ [member]: password }),
    });
    if (answer === undefined || answer instanceof Error || succeeded(answer)) return answer;
  }
  return answer;
}

/** `{"current_password":["This field is required."]}` */
function passwordAskedFor(answer: Awaited<ReturnType<typeof writeToOwn>>): string | undefined {
  if (answer === undefined || answer instanceof Error) return undefined;
  const { status } = answer.response;
  if (status < 400 || status >= 500) return undefined;
  return /\b((?:current|present|old)_?password|password)\b/i.exec(textStart(answer.response, 2_000))?.[1];
}

type Recipe = NonNullable<Entry['intent']['recipe']>;

async function locatedBy(
  readers: readonly HttpClient[],
  entry: Entry,
  recipe: Recipe,
): Promise<(Located & { readonly reader: HttpClient }) | undefined> {
  for (const reader of new Set(readers)) {
    const located = await locate(reader, entry, recipe, 'places');
    if (located.places.length > 0) return { ...located, reader };
  }
  return undefined;
}

/**
 * True where something still stands at an address that was the scan's own, or the account itself is still served:
 * whatever changed it took its name away, so that it is in no list under that name and may not be removed either.
 */
async function isThereUnnamed(
  { itself }: Removers,
  readers: readonly HttpClient[],
  { intent, proven }: Entry,
): Promise<boolean> {
  const { objects = [], self = [] } = intent.recipe ?? {};
  const asks = [
    ...(itself
      ? self.filter(({ reads }) => reads).map(({ url }) => ({ reader: itself, url, id: undefined }))
      : []),
    ...readers.flatMap((reader) =>
      proven.flatMap((id) =>
        objects.filter(({ reads }) => reads).map((at) => ({ reader, url: addressOf({ at, id }), id })),
      ),
    ),
  ];
  for (const { reader, url, id } of asks) {
    const answer = await reader.attempt({ url });
    if (answer instanceof Error || !succeeded(answer)) continue;
    const record = json(answer.response);
    const ids = isNode(record)
      ? Object.values(record).flatMap((value) => (isNode(value) ? allOf(value) : []))
      : [];
    const said = isNode(record) ? [...allOf(record), ...ids] : [];
    if (id === undefined ? said.some((value) => proven.includes(value)) : said.includes(id)) return true;
  }
  return false;
}

/** Plain values of a record, as texts. */
function allOf(record: Node): string[] {
  return Object.values(record).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
}

/** Whoever made it or is it: others are often told that there is nothing where it is not theirs. */
function knowing({ itself, reader, readerIsStranger }: Removers): HttpClient[] {
  return [...(itself ? [itself] : []), ...(readerIsStranger ? [] : [reader])];
}

/**
 * True where the list that the thing would stand in does not hold it, where its own address answers that nothing is
 * there, or where it was being removed when the scan was killed and nobody is shown it any more.
 */
async function isGoneAlready(
  journal: Journal,
  readers: readonly HttpClient[],
  entry: Entry,
): Promise<boolean> {
  const { recipe } = entry.intent;
  if (!recipe) return false;
  if (wentWithParent(journal, entry)) return true;
  if (entry.intent.untagged && !entry.known) return false;
  const wasBeingRemoved = journal
    .entries()
    .some(({ intent }) => intent.kind === 'remove' && intent.of === entry.number);
  for (const reader of readers) {
    const { listed, shown } = await locate(reader, entry, recipe);
    if (listed) return shown === undefined;
    for (const id of entry.proven) {
      for (const at of recipe.objects.filter(({ reads }) => reads)) {
        const answer = await reader.attempt({ url: addressOf({ at, id }) });
        if (answer instanceof Error) continue;
        if ([404, 410].includes(answer.response.status)) return true;
        if (wasBeingRemoved && [401, 403].includes(answer.response.status)) return true;
      }
    }
  }
  return false;
}

/** True where all its addresses lie below a thing of the scan's own that was seen to be gone. */
export function wentWithParent(journal: Journal, { intent: { url, recipe } }: Entry): boolean {
  const addresses = [url, ...(recipe?.objects.map((at) => at.url) ?? [])];
  return journal.entries().some(({ state, proven, intent }) => {
    if (state !== 'undone' || intent.kind !== 'make') return false;
    const gone = proven.flatMap((id) => (intent.recipe?.objects ?? []).map((at) => addressOf({ at, id })));
    return gone.some((above) => addresses.every((one) => one.startsWith(`${above.replace(/\/$/, '')}/`)));
  });
}

/** Said yes and no longer shown, or not there any more. A session that ended with its account proves nothing by itself. */
async function isGone(
  reader: HttpClient,
  place: OwnPlace,
  entry: Entry,
  accepted: boolean,
): Promise<boolean> {
  const { recipe } = entry.intent;
  if (!recipe) return false;
  const still = await readBack(reader, place, entry, recipe);
  if (still) return accepted && isMarkedGone(still.record);
  if (accepted) return true;
  const answer = await reader.attempt({ url: addressOf(place) });
  return !(answer instanceof Error) && [404, 410].includes(answer.response.status);
}

const STATE = /^(?:state|status|lifecycle(?:_?state)?)$/i;
const ENDED = /^(?:gone|deleted|removed|archived|trashed|destroyed|discarded)$/i;
const ENDED_AT =
  /^(?:(?:is_?)?(?:deleted|removed|archived|trashed)|(?:deleted|removed|archived|trashed)_?(?:at|on))$/i;

/** Who owned it may be shown for good that it was removed, and nobody else is shown it. */
function isMarkedGone(record: Node): boolean {
  return Object.entries(record).some(
    ([name, held]) =>
      (STATE.test(name) && ENDED.test(String(held))) ||
      (ENDED_AT.test(name) && held !== null && held !== false && held !== '' && held !== 0),
  );
}

function isSelf(place: OwnPlace): place is Extract<OwnPlace, { self: unknown }> {
  return 'self' in place;
}
