import { accepts, looksLikeRefusal, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isJson, json, text } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { type ObjectPlace, sameObjects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { plainName } from '../../values/plain-name.ts';
import { ownersApart, recordIn, recordsIn } from '../objects.ts';
import type { OwnMarks } from '../own-marks.ts';
import type { Proof } from '../rule.ts';

/** What shows that an answer is for one user alone, as a clause, and the exchange that shows it where it is another one. */
export interface Ownership {
  readonly says: string;
  readonly proof?: Proof;
  /** True where that exchange shows that nobody gives the asker the object otherwise. */
  readonly isControl?: true;
}

const OWNER =
  /^(?:user|owner|account|customer|member|patient|employee|holder|client|recipient|student|tenant)(?:id|uuid|name|email)?$|^(?:ownedby|belongsto)$/;
const PERSONAL =
  /^(?:.*email(?:address)?|.*phone(?:number)?|mobile|.*address|street|dateofbirth|dob|birth(?:date|day)|ssn|taxid|iban|accountnumber|card(?:number)?|balance|salary|income|passwordhash|passport(?:number)?|nationalid|diagnosis|medical.*|insurance.*)$/;
/** What belongs to one user by its nature. */
const PRIVATE_KIND =
  /(?:^|[/_-]|get|list|my)(?:notes?|messages?|inbox|orders?|invoices?|payments?|transactions?|statements?|balances?|wallets?|cards?|carts?|baskets?|address(?:es)?|notifications?|settings?|preferences?|sessions?|tokens?|secrets?|credentials?|documents?|prescriptions?|medical[\w-]*|diagnos[ei]s|appointments?|bookings?|reservations?|tickets?|payslips?|salar(?:y|ies)|leaves?|contracts?|loans?|fines?|wishlists?|histor(?:y|ies)|purchases?|subscriptions?|beneficiar(?:y|ies)|kyc|reports?|webhooks?|deliver(?:y|ies))(?=$|[/_.-])/i;
const DEEPEST = 4;

/** The answer names its owner in a field: whose, by his own marks; nobody else's may stand there too. */
export function namesOwner(answer: Exchange, owner: OwnMarks): string | undefined {
  if (!isJson(answer.response)) return namedInText(text(answer.response).slice(0, READ_CHARACTERS), owner);
  let found: string | undefined;
  const walk = (node: unknown, depth: number, underOwner: boolean): void => {
    if (found !== undefined || depth > DEEPEST) return;
    if (Array.isArray(node)) {
      for (const item of node) walk(item, depth + 1, underOwner);
      return;
    }
    if (!isNode(node)) return;
    for (const [name, value] of Object.entries(node)) {
      const plain = plainName(name);
      if (isNode(value) || Array.isArray(value)) {
        walk(value, depth + 1, OWNER.test(plain));
        continue;
      }
      const said = String(value ?? '');
      const isName = owner.names.has(said);
      const names =
        (OWNER.test(plain) && (isName || owner.ids.has(said) || owner.fullNames.has(said))) ||
        (PERSONAL.test(plain) && isName) ||
        (underOwner && plain === 'id' && owner.ids.has(said));
      if (names) found ??= `${name} ${said}`;
    }
  };
  walk(json(answer.response), 0, false);
  return found;
}

/** Letters, lists and feeds name their owner by his name, or as `employee 1002`. */
function namedInText(body: string, { ids, names, fullNames }: OwnMarks): string | undefined {
  const called = [...names, ...fullNames].find((name) => name.length >= SHORTEST_NAME && body.includes(name));
  if (called !== undefined) return called;
  for (const [whole, id = ''] of body.matchAll(NUMBERED_OWNER)) if (ids.has(id)) return whole;
  return undefined;
}

const READ_CHARACTERS = 100_000;
/** Shorter ones stand in other words. */
const SHORTEST_NAME = 6;
const NUMBERED_OWNER =
  /\b(?:user|account|customer|member|patient|employee|student|client)[ _-]?(?:id|no|number)?[ :=#]{1,3}((?=[\w-]{0,20}\d)[\w-]{1,40})/gi;

/** Personal fields of the record that are filled. */
export function personalFields(answer: Exchange): string[] {
  const fields = Object.entries(recordIn(answer) ?? recordsIn(answer)[0] ?? {});
  const inner = fields.flatMap(([, value]) => (isNode(value) ? Object.entries(value) : []));
  return [...fields, ...inner]
    .filter(([name, value]) => PERSONAL.test(plainName(name)) && isFilled(value))
    .map(([name]) => name);
}

function isFilled(value: unknown): boolean {
  return (
    (typeof value === 'string' && value !== '' && !/^[*•xX.\s-]+/.test(value)) || typeof value === 'number'
  );
}

/** Notes, orders, payments below a user: his alone, whatever the answer says. */
export function isPrivateKind({ operation }: ObjectPlace): boolean {
  return PRIVATE_KIND.test(operation.path.replace(/\{[^{}]*\}/g, ''));
}

/** How the object of one user names another owner than the first object of the other user does. */
export async function ownersNamed(
  mine: Exchange,
  theirs: Exchange | undefined,
): Promise<Ownership | undefined> {
  if (!theirs) return undefined;
  const apart = ownersApart(recordIn(mine) ?? {}, recordIn(theirs) ?? {});
  return (
    apart && {
      says: `with ${apart.field} ${apart.mine}, where objects of this user have ${apart.field} ${apart.theirs}`,
    }
  );
}

interface Askers {
  readonly owner: HttpClient;
  readonly stranger: HttpClient;
  readonly known: Known;
}

/**
 * The object itself, or what it belongs to, is refused to the stranger where one is served to its owner: `/orders/{id}`
 * of `/orders/{id}/invoice`, `/v2/orders/{id}` of `/v1/orders/{id}`.
 */
export async function refusedAbove(
  place: ObjectPlace,
  identifier: string,
  owners: string,
  { owner, stranger, known }: Askers,
): Promise<Ownership | undefined> {
  for (const other of sameObjects(known.surface, place)) {
    const request = (one: string) => other.requestFor(percentEncoded(one));
    if (!servesContent(await owner.once(request(owners)), known.surface)) continue;
    const refusal = await stranger.once(request(identifier));
    if (accepts(refusal, known.surface)) continue;
    if (!looksLikeRefusal(refusal) && refusal.response.status !== 404) continue;
    return {
      says: `though ${other.operation.id} denies this user the same object`,
      proof: { exchange: refusal, note: `the object itself is denied: ${refusal.response.status}` },
    };
  }
  return undefined;
}

/**
 * A filter that can be left out: without it each user sees his own, so that what it brings in addition is somebody
 * else's.
 */
export async function filteredOut(
  { unfiltered, parameter }: ObjectPlace,
  mine: Exchange,
  { owner, stranger, known: { surface } }: Askers,
): Promise<Ownership | undefined> {
  if (!unfiltered) return undefined;
  const [owners, strangers] = [await owner.once(unfiltered), await stranger.once(unfiltered)];
  if (!accepts(owners, surface) || !accepts(strangers, surface)) return undefined;
  const wanted = wholeRecords(mine);
  const isOwners = sameAnswer(owners, mine) || isWithin(wanted, wholeRecords(owners));
  const strangersOwn = new Set(wholeRecords(strangers));
  const isStrangers = sameAnswer(strangers, mine) || wanted.some((record) => strangersOwn.has(record));
  if (!isOwners || isStrangers) return undefined;
  return {
    says: `which is not returned to this user without ${parameter}`,
    proof: { exchange: strangers, note: `the same without ${parameter}: this user’s own data` },
    isControl: true,
  };
}

function isWithin(inner: readonly string[], outer: readonly string[]): boolean {
  const all = new Set(outer);
  return inner.length > 0 && inner.every((record) => all.has(record));
}

function wholeRecords(exchange: Exchange): string[] {
  return recordsIn(exchange).map((record) => JSON.stringify(record));
}
