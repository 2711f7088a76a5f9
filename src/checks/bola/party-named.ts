import { servesContent } from '../../answers/answers.ts';
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

/**
 * True where the thing names the asker as one of its parties: whoever sells what was ordered is no stranger to the order,
 * nor to its invoice. What is read is the answer, and the thing itself where the asker is served that.
 */
export async function isPartyOf(
  exchange: Exchange,
  { place, identifier }: { readonly place: ObjectPlace; readonly identifier: string },
  asker: Marked,
  { http, surface }: Known,
): Promise<boolean> {
  if (namesAsParty(recordIn(exchange) ?? {}, asker)) return true;
  const client = http.as(asker.identity);
  for (const same of sameObjects(surface, place)) {
    const whole = await client.once(same.requestFor(percentEncoded(identifier)));
    if (servesContent(whole, surface) && namesAsParty(recordIn(whole) ?? {}, asker)) return true;
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
