import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { isAdministrative } from '../../discovery/administration.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { matchOperation } from '../../openapi/cross-reference.ts';
import { isNode } from '../../openapi/node.ts';
import { type ObjectPlace, objects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { singular } from '../../values/path-template.ts';
import { plainName } from '../../values/plain-name.ts';
import { recordIn } from '../objects.ts';
import type { Marked, OwnMarks } from '../own-marks.ts';
import { isPrivateKind, type Ownership } from './ownership.ts';

/** Between whom something private is. */
const PARTY =
  /^(?:sender|from|to|recipients?|receiver|addressees?|participants?|payer|payee|buyer|seller|sentby|sentto)(?:id|uuid|name|email)?$/;

interface Parties {
  readonly owner: Marked;
  readonly stranger: Marked;
  readonly known: Pick<Known, 'record' | 'surface'>;
  readonly asStranger: HttpClient;
}

/**
 * Something private by its nature, such as a message, is between those whom it names, or belongs to whoever may open
 * what holds it: `/conversations/{id}` refuses the stranger, and `/messages/{id}` must.
 */
export async function privateToParties(
  mine: Exchange,
  place: ObjectPlace,
  identifier: string,
  { owner, stranger, known, asStranger }: Parties,
): Promise<Ownership | undefined> {
  if (!isPrivateKind(place)) return undefined;
  const party = partyNamed(mine, owner.marks);
  if (party !== undefined && partyNamed(mine, stranger.marks) === undefined)
    return { says: `with ${party}, who is ${owner.identity.name}` };
  // A list may be refused because it is for administrators; what stands below one object is that object's.
  const holders = known.record
    .shown(owner.identity)
    .filter(({ value, from }) => value === identifier && isBelowAnObject(from, known));
  for (const { from } of holders.slice(0, MOST_HOLDERS)) {
    const exchange = await asStranger.once({ url: from });
    if (looksLikeRefusal(exchange) || exchange.response.status === 404)
      return {
        says: 'though its parent is denied to this user',
        proof: { exchange, note: 'its parent' },
      };
  }
  return undefined;
}

/**
 * The same object under another address, of the same kind by its name: `/admin/notes/{id}` of `/notes/{id}`, `node(id)`
 * of `note(id)`. Served to its owner there too, and refused to the stranger.
 */
export async function refusedByAnother(
  mine: Exchange,
  place: ObjectPlace,
  identifier: string,
  { owner, known, asStranger }: Parties & { readonly known: Known },
): Promise<Ownership | undefined> {
  for (const other of await objects.find(known)) {
    if (other.operation === place.operation || kindOf(other) !== kindOf(place)) continue;
    const request = other.requestFor(percentEncoded(identifier));
    const served = await known.http.as(owner.identity).once(request);
    if (!servesContent(served, known.surface) || !holdsTheSame(served, mine)) continue;
    const exchange = await asStranger.once(request);
    if (looksLikeRefusal(exchange) || exchange.response.status === 404)
      return {
        says: `though ${other.operation.id} denies this user the same object`,
        proof: { exchange, note: `denied there: ${exchange.response.status}` },
      };
  }
  return undefined;
}

/** What the path calls the objects, in the singular. */
export const kindOf = ({ operation, parameter }: ObjectPlace) =>
  plainName(singular(operation.path.split(`/{${parameter}}`)[0]?.split('/').at(-1) ?? ''));

/** A text in common that says something: numbers and names agree by chance. */
export function holdsTheSame(one: Exchange, other: Exchange): boolean {
  const [fields = {}, others = {}] = [recordIn(one), recordIn(other)];
  return Object.entries(fields).some(
    ([name, value]) => typeof value === 'string' && value.length >= TELLING_LENGTH && others[name] === value,
  );
}

const TELLING_LENGTH = 12;

function isBelowAnObject(url: string, { surface }: Pick<Known, 'surface'>): boolean {
  const operation = matchOperation(surface.operations, 'GET', url);
  if (!operation?.path.includes('{')) return false;
  return !isAdministrative(operation);
}

/** An identifier is kept with the first few places that gave it out. */
const MOST_HOLDERS = 3;

function partyNamed(answer: Exchange, marks: OwnMarks): string | undefined {
  const isHis = (value: unknown) =>
    (typeof value === 'string' || typeof value === 'number') &&
    (marks.ids.has(String(value)) || marks.names.has(String(value)));
  const document = json(answer.response);
  const record = isNode(document) && isNode(document.data) ? document.data : document;
  if (!isNode(record)) return undefined;
  for (const [name, value] of Object.entries(record)) {
    if (!PARTY.test(plainName(name))) continue;
    const held = [value].flat().flatMap((one) => (isNode(one) ? Object.values(one) : [one]));
    const his = held.find(isHis);
    if (his !== undefined) return `${name} ${String(his)}`;
  }
  return undefined;
}
