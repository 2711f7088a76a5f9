import type { Exchange } from '../http/exchange.ts';
import type { Operation } from '../openapi/operation.ts';
import { fieldsNamed, fieldsOf } from './fields.ts';

/** What an answer holds: somebody's own, what is published for everybody, or neither by any sign. */
export type Nature = 'private' | 'published' | 'unknown';

/** Fields that are nobody else's business, wherever they stand; by plain name. */
export const PRIVATE_FIELD =
  /^(?:.*email(?:address)?|.*phone(?:number)?|mobile|.*street.*|(?:home|billing|shipping)?address|iban|cardnumber|ssn|dob|dateofbirth|birthdate|salary|(?:account)?balance|.*password.*|.*secret|(?:access|refresh|auth|session|reset|api)token|.*apikey|isadmin|permissions|diagnosis|passport.*)$/s;
/** Segments of paths under which people keep what is theirs, or a service what is its own. */
const PRIVATE_PLACE =
  /(?:^|\/)(?:me|my|accounts?|profiles?|users?|customers?|clients?|patients?|employees?|members?|contacts?|orders?|invoices?|payments?|transactions?|transfers?|billing|cards?|wallets?|messages?|notes?|inbox|mails?|chats?|documents?|files?|uploads?|exports?|statements?|receipts?|payslips?|medical|records?|sessions?|tokens?|keys?|secrets?|credentials?|admin\w*|internal|private|settings|preferences|carts?|baskets?|bookings?|reservations?|appointments?|subscriptions?|address(?:es)?|tickets?|logs?|audit\w*|backups?|config\w*|reports?)(?:\/|$)/i;
/** Segments of paths under which things are put for everybody to see. */
const PUBLISHED_PLACE =
  /(?:^|\/)(?:articles?|posts?|news|blogs?|stories|feeds?|products?|catalogu?e?s?|goods|shops?|stores?|menus?|tags?|categor(?:y|ies)|topics?|genres?|countr(?:y|ies)|cit(?:y|ies)|languages?|currenc(?:y|ies)|rates?|prices|plans|events?|reviews?|comments?|ratings?|recipes?|books?|movies?|films?|songs?|albums?|pets?|images?|media|pages?|faqs?|jobs|offers?|public|search|trending|popular|featured|latest|weather|stats?|statistics|quotes?|jokes?|questions?|answers?)(?:\/|$)/i;
/** Strings with these in them hide what they stood for. */
const MASKED = /[*•]{2,}/;

/** Judged by the names of fields first: a published place that shows addresses of people is private all the same. */
export function natureOf(exchange: Exchange, { path }: Pick<Operation, 'path'>): Nature {
  if (showsPersonalData(exchange) || PRIVATE_PLACE.test(path)) return 'private';
  return PUBLISHED_PLACE.test(path) ? 'published' : 'unknown';
}

/** True where a field is somebody's own by its name, and neither empty nor masked. */
export function showsPersonalData({ response }: Exchange): boolean {
  return fieldsNamed(fieldsOf(response), PRIVATE_FIELD).some(
    ({ value }) => value !== '' && typeof value !== 'boolean' && !MASKED.test(String(value)),
  );
}
