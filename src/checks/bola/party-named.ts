import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { type ObjectPlace, sameObjects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { plainName } from '../../values/plain-name.ts';
import { type Fields, recordIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';

/** Whom a thing is between, and who works on it: a number beside any other name counts something else. */
const PARTY =
  /^(?:to|from|with|seller|buyer|vendor|merchant|supplier|purchaser|sender|recipient|receiver|addressee|participant|payer|payee|host|guest|driver|rider|passenger|courier|carrier|lender|borrower|landlord|renter|tutor|trainer|teacher|mentor|doctor|practitioner|provider|freelancer|contractor|client|assignee|assignedto|handler|agent|reviewer|approver|counterparty|beneficiary|partner)s?(?:id|uuid|handle|name|username|email|user)?$/;
const DEEPEST = 2;
const MOST_ITEMS = 20;

/** Others of the owner's at which it is seen whether the thing itself is kept from strangers. */
const MOST_OTHERS = 3;

interface Served {
  readonly place: ObjectPlace;
  readonly identifier: string;
  /** Further ones of the same owner. */
  readonly others: readonly string[];
}

/**
 * True where the thing names the asker as one of its parties: whoever sells what was ordered is no stranger to the order,
 * nor to its invoice. What is read is the answer, and the thing itself where the asker is served that. Whoever is served
 * this one and refused another one that its owner is served is known for a party, whatever is shown.
 */
export async function isPartyOf(
  exchange: Exchange,
  { place, identifier, others }: Served,
  { owner, stranger }: { readonly owner: Marked; readonly stranger: Marked },
  { http, surface }: Known,
): Promise<boolean> {
  if (namesAsParty(recordIn(exchange) ?? {}, stranger)) return true;
  const [asOwner, asStranger] = [http.as(owner.identity), http.as(stranger.identity)];
  for (const same of [place, ...sameObjects(surface, place)]) {
    const request = (one: string) => same.requestFor(percentEncoded(one));
    const whole = same === place ? exchange : await asStranger.once(request(identifier));
    if (!servesContent(whole, surface)) continue;
    if (namesAsParty(recordIn(whole) ?? {}, stranger)) return true;
    if (place.where !== 'path') continue;
    for (const other of others.slice(0, MOST_OTHERS)) {
      const answer = await asStranger.once(request(other));
      const isKept = looksLikeRefusal(answer) || answer.response.status === 404;
      if (isKept && servesContent(await asOwner.once(request(other)), surface)) return true;
    }
  }
  return false;
}

/** `seller_id: 3`, `seller: {id: 3}`, `assignee: 'ada'`, `participants: ['ada', 'bob']`. */
function namesAsParty(record: Fields, { marks }: Pick<Marked, 'marks'>): boolean {
  const isHis = (held: unknown, depth: number): boolean => {
    if (Array.isArray(held)) return held.slice(0, MOST_ITEMS).some((item) => isHis(item, depth + 1));
    if (isNode(held))
      return (
        depth < DEEPEST &&
        Object.entries(held).some(([name, inner]) =>
          /^(?:_?(?:id|uuid)|user_?id|username|handle|login|e?mail)$/i.test(name)
            ? isHis(inner, depth + 1)
            : false,
        )
      );
    const said = typeof held === 'string' || typeof held === 'number' ? String(held) : '';
    return said !== '' && (marks.names.has(said) || marks.ids.has(said));
  };
  return Object.entries(record).some(([name, held]) => PARTY.test(plainName(name)) && isHis(held, 0));
}
