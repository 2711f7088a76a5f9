import type { Exchange } from '../../http/exchange.ts';
import type { Operation } from '../../openapi/operation.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { OwnMarks } from '../own-marks.ts';

/** What tells how to reach somebody: among colleagues it is no secret. */
const CONTACT = /^(?:.*email(?:address)?|.*phone(?:number)?|mobile)$/s;
/** What is nobody else's business. */
const PRIVATE =
  /^(?:(?:home|private|postal)?address(?:line1|1)?|street|dateofbirth|dob|birth(?:date|day)|ssn|taxid|nationalid|iban|accountnumber|(?:account)?balance|salary|income|passport(?:number)?|diagnosis|insurance(?:number|no)|ip(?:address)?)$/s;
/** Paths that list people for one another. */
const DIRECTORY =
  /\/(?:users?|members?|people|employees?|colleagues?|staff|team|contacts?|directory|persons?|profiles?|participants?|attendees?)(?:\/\{[^{}/]+\})?(?:\/(?:card|search))?\/?$/i;
/** Whom one works with is known by mail and telephone. */
const AT_WORK =
  /^(?:managers?|assignees?|colleagues?|owners?|agents?|contacts?|supports?|staff|employees?|drivers?|doctors?|hosts?|teachers?|supervisors?|leads?|senders?|organi[sz]ers?|createdby|updatedby)$/i;
/** What one entered oneself, or did with somebody. */
const COUNTERPARTY =
  /\/(?:beneficiar(?:y|ies)|payees?|recipients?|address-?books?|transfers?|transactions?|payments?|messages?|chats?|conversations?|orders?|sales)(?:\/|$)/i;
const MASKED = /[*•]{1,}|x{3,}|\.{3}|…/i;

interface Asked {
  readonly viewer: OwnMarks;
  readonly operation: Operation;
  /** What the person was looked up by: whoever asks knows it. */
  readonly by: string | undefined;
}

/** Names and values of private fields of the person that these marks name, where they are more than is needed to name him. */
export function factsAbout(
  { response }: Exchange,
  other: OwnMarks,
  { viewer, operation, by }: Asked,
): { readonly names: readonly string[]; readonly values: readonly string[] } | undefined {
  if (by === undefined && COUNTERPARTY.test(operation.path)) return undefined;
  const all = [...fieldsOf(response).values()].flat();
  const holders = new Map<Field['holder'], Field>();
  for (const field of all)
    if (other.names.has(String(field.value)) && CONTACT.test(plain(field.name)))
      holders.set(field.holder, field);
  for (const [holder, { path }] of holders) {
    const fields = all.filter((field) => field.holder === holder && isFilled(field, by));
    // A record of the viewer's own that mentions the other.
    if (fields.some(({ value }) => viewer.names.has(String(value)))) continue;
    const secrets = fields.filter(({ name }) => PRIVATE.test(plain(name)));
    const contacts = fields.filter(({ name }) => CONTACT.test(plain(name)));
    const holderName = path.split('.').at(-2)?.replace(/\[\]/g, '') ?? '';
    const isExpected = DIRECTORY.test(operation.path) || AT_WORK.test(plain(holderName));
    const enough = secrets.length > 0 || (!isExpected && contacts.length > 1);
    if (!enough) continue;
    const shown = [...secrets, ...contacts];
    return { names: shown.map(({ name }) => name), values: shown.map(({ value }) => String(value)) };
  }
  return undefined;
}

function isFilled({ value }: Field, by: string | undefined): boolean {
  const said = String(value);
  return said !== '' && said !== by && typeof value !== 'boolean' && !MASKED.test(said);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
