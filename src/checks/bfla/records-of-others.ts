import { looksLikeRefusal } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { Identity } from '../../identities/identity.ts';
import { isRoleName } from '../../material/pii.ts';
import { type ObjectPlace, objects } from '../../places/objects.ts';
import { createHarvester } from '../../values/harvest.ts';
import { poolOf } from '../../values/pool.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import type { OwnMarks } from '../own-marks.ts';
import type { ProbeContext } from '../rule.ts';

/** Where or how to reach somebody, and what only his papers say. */
const REACHES =
  /e?mail(?:address)?$|^e?mail|(?:phone|mobile)(?:number|no)?$|^(?:street|iban|dob|birth(?:date|day)?|dateofbirth)$/;
const MASKED = /[*•…]|x{3}/i;

/** How many others the answer tells how to reach: records with a value that nobody else's record has. */
export function othersReached({ response }: Exchange, own: OwnMarks): number {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of fieldsNamed(fieldsOf(response), REACHES)) {
    const said = String(value);
    if (said.length < SHORTEST || MASKED.test(said) || own.names.has(said)) continue;
    if (said.includes('@') && isRoleName(said.slice(0, said.indexOf('@')))) continue;
    values.set(name, (values.get(name) ?? new Set()).add(said));
  }
  return [...values.values()].reduce((most, { size }) => Math.max(most, size), 0);
}

const SHORTEST = 6;

/** Records that an answer shows, and the refusal of one of them where it is asked for by itself. */
export interface RefusedRecords {
  readonly object: ObjectPlace;
  readonly identifiers: readonly string[];
  readonly refusal: Exchange;
}

/** Of one kind of object: what was let into one list was let in by one rule. */
const MOST_ASKED = 8;
const ENOUGH = 2;
/** Sellers, authors and assignees are named everywhere, though their records are their own. */
const PERSONS =
  /\/(?:users?|members?|people|persons?|customers?|clients?|accounts?|profiles?|employees?|authors?|sellers?|patients?)\/\{[^{}]*\}\/?$/i;

/**
 * Records in the answer that are refused to the user one by one, though others of the kind are served to him. Numbers
 * may be those of another kind: one of the answer's own has to be served to him, or their form be that of his own.
 */
export async function refusedOneByOne(
  answer: Exchange,
  user: Identity,
  context: ProbeContext,
): Promise<RefusedRecords | undefined> {
  const { surface, record, http, breathe, cuts } = context;
  const shown = createHarvester([], surface.operations)(answer);
  if (shown.length === 0) return undefined;
  const pool = poolOf(shown);
  const own = poolOf(record.shown(user).filter(({ from }) => from !== answer.request.url));
  for (const object of await objects.find(context)) {
    await breathe();
    const { operation, parameter } = object;
    if (PERSONS.test(operation.path) || record.heard(operation, user)?.status !== 'tested') continue;
    const sought = { name: parameter, in: 'path' } as const;
    const named = cuts
      .first(
        pool.candidates(operation, sought).map((identifier) => ({ kind: operation.id, identifier })),
        MOST_ASKED,
        'records of one kind in one response',
        `one rule allows them all, and ${MOST_ASKED} are requested one by one`,
      )
      .map(({ identifier }) => identifier);
    if (named.length < ENOUGH) continue;
    const forms = new Set(own.candidates(operation, sought).map(formOf));
    const refused: { readonly identifier: string; readonly exchange: Exchange }[] = [];
    let isServed = false;
    for (const identifier of named) {
      const exchange = await http.as(user).once(object.requestFor(percentEncoded(identifier)));
      const isAbsent = exchange.response.status === 404 || looksLikeRefusal(exchange);
      if (isAbsent) refused.push({ identifier, exchange });
      else isServed ||= exchange.response.status === 200;
    }
    const [first] = refused;
    const isOfTheKind = isServed || named.every((one) => isTelling(one) && forms.has(formOf(one)));
    if (first && refused.length >= ENOUGH && isOfTheKind)
      return { object, identifiers: refused.map(({ identifier }) => identifier), refusal: first.exchange };
  }
  return undefined;
}

/** `EM-4410-0012` → `AA-9999-9999`. */
const formOf = (identifier: string) => identifier.replace(/\d/g, '9').replace(/[A-Za-z]/g, 'A');

/** Letters before the digits say of which kind it is; plain numbers, hashes and UUIDs do not. */
const isTelling = (identifier: string) =>
  /^[A-Za-z]{1,6}[-_]?\d/.test(identifier) && !/^[\da-f-]{16,}$/i.test(identifier);
