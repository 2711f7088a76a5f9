import { looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { ObjectPlace } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { plainName } from '../../values/plain-name.ts';
import type { Marked } from './learnt-objects.ts';
import type { OwnMarks } from './own-marks.ts';
import { isPrivateKind, type Ownership } from './ownership.ts';

/** Between whom something private is. */
const PARTY =
  /^(?:sender|from|to|recipients?|receiver|addressees?|participants?|payer|payee|buyer|seller|sentby|sentto)(?:id|uuid|name|email)?$/;

interface Parties {
  readonly owner: Marked;
  readonly stranger: Marked;
  readonly known: Pick<Known, 'record'>;
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
  const holders = known.record.shown(owner.identity).filter(({ value }) => value === identifier);
  for (const { from } of holders.slice(0, MOST_HOLDERS)) {
    const exchange = await asStranger.once({ url: from });
    if (looksLikeRefusal(exchange) || exchange.response.status === 404)
      return {
        says: 'though what holds it is refused to the asker',
        proof: { exchange, note: 'what holds it' },
      };
  }
  return undefined;
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
