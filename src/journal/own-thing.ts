import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { isJson, json, succeeded } from '../http/exchange.ts';
import type { TransportFailure } from '../http/transport-failure.ts';
import type { Node } from '../openapi/node.ts';
import type { ObjectPlace, Recipe, SelfPlace } from './entry.ts';
import type { Entry, Journal } from './journal.ts';
import { isAbsent, knownRecord } from './known-by-id.ts';
import { listsShowing } from './lists-showing.ts';
import { bears, emailLike, recordOf, recordWith, singleWith, without } from './own-record.ts';
import { identifiersIn, isWhole } from './records.ts';

/** An address at which a tag of the scan's own was read back. */
export type OwnPlace = OwnObject | { readonly self: SelfPlace };

export interface OwnObject {
  readonly at: ObjectPlace;
  readonly id: string;
}

/** A thing as the service shows it: the fullest record that holds its tag. */
export interface Shown {
  readonly request: RequestSpec;
  readonly exchange: Exchange;
  readonly record: Node;
}

export interface Located {
  readonly places: readonly OwnPlace[];
  readonly shown?: Shown;
  /** True where the list that it would stand in was shown whole: then what is not in it does not exist. */
  readonly listed: boolean;
}

/**
 * Looks for a thing by its tags, and proves each address of it. Lists that showed nothing of the kind wait.
 * @param wanted `places`: where known identifiers lead to it, the record of a list is not asked for
 */
export async function locate(
  reader: HttpClient,
  entry: Entry,
  recipe: Recipe,
  wanted: 'record' | 'places' = 'record',
): Promise<Located> {
  const { tags } = entry;
  const said = new Set(entry.proven);
  const places: OwnPlace[] = [];
  const tried = new Set<string>();
  const showing = new Set<string>();
  let shown: Shown | undefined;
  let listed = false;
  const see = (request: RequestSpec, exchange: Exchange, record: Node) => {
    // Lists and views leave fields out: the fullest record tells most.
    if (Object.keys(record).length > Object.keys(shown?.record ?? {}).length)
      shown = { request, exchange, record };
    for (const { field } of recipe.objects) for (const id of identifiersIn(record, field)) said.add(id);
  };
  const look = async (url: string) => {
    const answer = await reader.attempt({ url });
    if (answer instanceof Error || !succeeded(answer)) return;
    if (recipe.objects.some(({ list }) => list === url) && isWhole(answer)) listed = true;
    const record = recordOf(json(answer.response), entry);
    if (!record) return;
    showing.add(url);
    see({ url }, answer, record);
  };
  const isFound = () => places.some((place) => 'at' in place && place.at.reads);
  const prove = async (at: ObjectPlace, ids: Iterable<string>) => {
    if (places.some((place) => 'at' in place && place.at === at)) return;
    for (const id of ids) {
      const key = `${at.url} ${id}`;
      if (tried.has(key)) continue;
      tried.add(key);
      const proof = await readBack(reader, { at, id }, entry, recipe);
      if (!proof) continue;
      places.push({ at, id });
      if (at.reads) see({ url: proof.exchange.request.url }, proof.exchange, proof.record);
      return;
    }
  };
  const given = [...entry.proven, ...entry.candidates.filter((id) => !tags.includes(id))];
  if (wanted === 'places') for (const at of recipe.objects) if (at.reads) await prove(at, given);
  const { ofKind = 0 } = recipe;
  const all = [...recipe.lists, ...recipe.self.filter(({ reads }) => reads).map(({ url }) => url)];
  const known = listsShowing(reader.identity).get(all.join(' '));
  const first = all.filter((url, at) => at < ofKind || !known || known.has(url));
  if (!isFound()) for (const url of first) await look(url);
  // What the record calls itself comes first: its name is in the list by which it is known, and may be no identifier.
  const ids = () => new Set([...said, ...entry.candidates, ...tags, ...tags.map(emailLike)]);
  if (said.size > entry.proven.length) for (const at of recipe.objects) await prove(at, ids());
  if (!isFound()) for (const url of all.filter((one) => !first.includes(one))) await look(url);
  for (const at of recipe.objects) await prove(at, ids());
  for (const self of recipe.self) {
    if (await readBack(reader, { self }, entry, recipe)) places.push({ self });
  }
  if (!known && wanted === 'record' && isFound()) listsShowing(reader.identity).set(all.join(' '), showing);
  return { places, listed, ...(shown ? { shown } : {}) };
}

/**
 * The scan's own tag, read at an address: without it nothing there may be changed or removed. Where the document has no
 * operation that reads one object, the list that it stands in counts; where the identifier is the tag, any reading.
 */
export async function readBack(
  reader: HttpClient,
  place: OwnPlace,
  entry: Pick<Entry, 'tags' | 'known'>,
  recipe: Recipe,
): Promise<{ readonly exchange: Exchange; readonly record: Node } | undefined> {
  const { tags, known } = entry;
  let isFile = false;
  const look = async (url: string, fits: (record: Node) => boolean, single: boolean) => {
    const exchange = await reader.attempt({ url });
    if (exchange instanceof Error || !succeeded(exchange)) return undefined;
    isFile = !isJson(exchange.response);
    const value = json(exchange.response);
    const record = (single ? singleWith(value, tags) : recordWith(value, tags)) ?? knownAt(value);
    return record && fits(record) ? { exchange, record } : undefined;
  };
  // Known by its identifier, it is so at the addresses of that alone.
  const knownAt = (value: unknown) =>
    'id' in place && place.id === known?.id ? knownRecord(value, known) : undefined;
  if ('self' in place) {
    const readable = [place.self, ...recipe.self].filter(({ reads }) => reads);
    for (const { url } of readable.filter((each) => speaksOfSame(place.self, each))) {
      const seen = await look(url, () => true, true);
      if (seen || url === place.self.url) return seen;
    }
    return undefined;
  }
  const { at, id } = place;
  const is = (record: Node) => !contradicts(record, at.field, id, tags);
  if (at.reads) {
    const seen = await look(addressOf(place), is, true);
    if (seen) return seen;
  }
  const isTag = tags.includes(id) || tags.map(emailLike).includes(id);
  // What is removed at an address of its own may be listed below something else alone: `/pets/1/papers` of `/papers/{id}`.
  const lists = at.list === undefined ? recipe.lists.slice(0, recipe.ofKind) : [at.list];
  // Where a file lies, its bytes are served: what it is called stands in the list.
  for (const list of at.reads && !isFile ? [] : lists) {
    const seen = await look(list, (record) => identifiersIn(record, at.field).includes(id) || isTag, false);
    if (seen) return seen;
  }
  if (at.reads || !isTag) return undefined;
  for (const url of [...recipe.lists, ...recipe.self.filter(({ reads }) => reads).map((self) => self.url)]) {
    const seen = await look(url, () => true, false);
    if (seen) return seen;
  }
  return undefined;
}

/** Addresses that name nobody but who asks. */
const WHO_ASKS = /(?:^|[/_-])(?:me|self|whoami|my[-_]?account|current(?:[-_]?user)?)\/?$/i;

/** What is read here is what an address that reads nothing acts on: it lies below, or says by its name who is meant. */
function speaksOfSame({ url }: SelfPlace, read: SelfPlace): boolean {
  return url === read.url || url.startsWith(`${read.url.replace(/\/$/, '')}/`) || WHO_ASKS.test(url);
}

/** What is to be sent to a thing of the scan's own. */
export interface OwnWrite {
  readonly entry: Entry;
  readonly recipe: Recipe;
  /** Left out where the body alone names the thing. */
  readonly place?: OwnPlace | undefined;
  /** Who sees the thing. */
  readonly reader: HttpClient;
  readonly writer: HttpClient;
  readonly request: RequestSpec;
  readonly renamed?: string;
  readonly payload?: string | undefined;
  /** Identifiers in the body: of whoever writes, and of a catalogue. */
  readonly references?: readonly string[];
  /** A member that gets another value for a while: the tag has to stand in a further one, or the thing would be lost. */
  readonly overwrites?: string;
  /** True for what removes the thing, whatever its method. */
  readonly removes?: true;
  /** Another thing of the scan's own, which the address lies below instead: `/carts/<this>/items/<the thing>`. */
  readonly below?: OwnParent | FreePlace;
}

/** A list of somebody's, in which the thing's identifier must not stand: else another thing would be meant. */
export interface FreePlace {
  readonly list: string;
  readonly reader: HttpClient;
}

/** A thing of the scan's own, and who sees it. */
export interface OwnParent {
  readonly entry: Entry;
  readonly recipe: Recipe;
  readonly place: OwnPlace;
  readonly reader: HttpClient;
}

/** Reads the tag back at the address and writes there; undefined where it was not read, and nothing was sent. */
export async function writeToOwn(
  journal: Journal,
  write: OwnWrite,
): Promise<Exchange | TransportFailure | undefined> {
  const { entry, recipe, place, reader, writer, request, renamed, payload, references, overwrites } = write;
  if (place && !isWithin(request.url, place) && !(await isBelow(request.url, place, write.below)))
    return undefined;
  const { record } = place
    ? ((await readBack(reader, place, entry, recipe)) ?? {})
    : ((await locate(reader, entry, recipe)).shown ?? {});
  if (!record) return undefined;
  if (overwrites !== undefined && !bears(without(record, overwrites), entry.tags)) return undefined;
  if (place && 'id' in place && !entry.proven.includes(place.id))
    await journal.settle(entry, entry.state, { proven: [place.id] });
  // Before it is sent: whoever cleans up has to know both names.
  if (renamed !== undefined) await journal.settle(entry, entry.state, { renamed });
  const kind = request.method === 'DELETE' || write.removes ? 'remove' : 'change';
  const { what } = entry.intent;
  const further = { ...(payload === undefined ? {} : { payload }), ...(references ? { references } : {}) };
  const facts = { kind, what, of: entry.number, ...further } as const;
  return (await journal.write(writer, facts, request)).answer;
}

export function addressOf(place: OwnPlace): string {
  return 'self' in place ? place.self.url : place.at.url.replace('{}', encodeURIComponent(place.id));
}

/** Whatever stands below a thing of the scan's own is the scan's own too. */
async function isBelow(
  url: string,
  place: OwnPlace,
  parent: OwnParent | FreePlace | undefined,
): Promise<boolean> {
  if (!parent) return false;
  if ('list' in parent) {
    const [list = ''] = parent.list.split(/[?#]/, 1);
    const id = 'id' in place ? place.id : undefined;
    if (id === undefined || url.replace(/\/$/, '') !== `${list.replace(/\/$/, '')}/${encodeURIComponent(id)}`)
      return false;
    return isAbsent(parent.reader, parent.list, id);
  }
  if (!isWithin(url, parent.place)) return false;
  return (await readBack(parent.reader, parent.place, parent.entry, parent.recipe)) !== undefined;
}

/** True where the URL is the address of the place or lies below it. */
function isWithin(url: string, place: OwnPlace): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  const own = (addressOf(place).split(/[?#]/, 1)[0] ?? '').replace(/\/$/, '');
  return path === own || path.startsWith(`${own}/`);
}

/** An object that calls itself otherwise is another one, whatever address it was served at. */
function contradicts(record: Node, field: string, id: string, tags: readonly string[]): boolean {
  const said = identifiersIn(record, field);
  if (tags.includes(id) || tags.map(emailLike).includes(id)) return false;
  return said.length > 0 && !said.includes(id);
}
