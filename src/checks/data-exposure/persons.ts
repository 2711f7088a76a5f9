import { findPersonalAddresses, isRoleName } from '../../material/pii.ts';
import type { Field, Fields } from '../fields.ts';
import { fieldsNamed, plainName } from '../fields.ts';

/** Names of persons, and what only persons have: shops have names and numbers too. */
const NAME_OF_PERSON =
  /^(?:first|last|given|family|sur|user|full|display|nick|middle)name$|^(?:author|reviewer|commenter|handle|login)$/;
const FACT_OF_PERSON =
  /^(?:dob|birth.*|dateofbirth|ssn|gender)$|^(?:user|customer|patient|member|employee|account)(?:id|no|number)$|^(?:client|remote|last|signup|created)?ip(?:address)?$/s;
/** The member of a document that holds a person. */
const PERSON =
  /^(?:authors?|reviewers?|commenters?|users?|members?|customers?|patients?|persons?|people|participants?|attendees?|guests?|employees?|owners?|sellers?|holders?|recipients?|accounts?|profiles?|borrowers?|lenders?|buyers?|tenants?|renters?|students?|drivers?|passengers?|clients?|donors?|applicants?|subscribers?)$/;
/** What a branch, a shop or an office has. */
const PLACE =
  /^(?:opens|closes|opening.*|hours|latitude|longitude|lat|lng|lon|coordinates|branch.*|company.*|organi[sz]ation.*|department|website|venue.*)$/s;

/** True where the object that holds the field is about a person and not about a place or an organisation. */
export function isOfPerson({ holder, path }: Field): boolean {
  const names = Object.entries(holder)
    .filter(([, held]) => held !== null && held !== '')
    .map(([name]) => plainName(name));
  if (names.some((name) => NAME_OF_PERSON.test(name))) return true;
  if (names.some((name) => PLACE.test(name))) return false;
  if (names.some((name) => FACT_OF_PERSON.test(name))) return true;
  if (Object.entries(holder).some(([name, held]) => EMAIL.test(plainName(name)) && isPersonal(held, holder)))
    return true;
  return PERSON.test(plainName(holderName(path)));
}

function holderName(path: string): string {
  return path.split('.').at(-2)?.replace(/\[\]/g, '') ?? '';
}

const EMAIL = /^(?:personal)?e?mail(?:address)?$/;

/** `leeds@shop.io` beside the city Leeds is where the branch reads its mail. */
function isPersonal(held: unknown, holder: Field['holder']): boolean {
  if (typeof held !== 'string' || findPersonalAddresses(held).length === 0) return false;
  const local = plainName(held.slice(0, held.indexOf('@')));
  return ![holder.city, holder.slug, holder.town].some(
    (named) => typeof named === 'string' && named.length > 2 && local.includes(plainName(named)),
  );
}

/**
 * Addresses of persons by where they stand, whatever their domain: what a test system shows of made-up people, the same
 * code shows of real ones.
 */
export function addressesOfPersons(fields: Fields): string[] {
  const addresses = fieldsNamed(fields, EMAIL)
    .filter((field) => isOfPerson(field))
    .map(({ value }) => String(value).toLowerCase())
    .filter((value) => ADDRESS.test(value) && !isRoleName(value.slice(0, value.indexOf('@'))));
  return [...new Set(addresses)];
}

/** Whom a service deals with, and nobody else: `guest_email` is no imprint. */
const OF_CUSTOMER =
  /^(?:guest|customer|client|patient|buyer|tenant|renter|lodger|passenger|attendee|student|subscriber|applicant|visitor|booker|borrower|donor|caller)(?:contact)?e?mail(?:address)?$/;
const BESIDE_IT = /(?:phone|mobile|name|address)$/;

/** Addresses of those whom the service deals with, by the name of the field, beside what else is known of them. */
export function addressesOfCustomers(fields: Fields): string[] {
  const found = fieldsNamed(fields, OF_CUSTOMER)
    .filter(({ holder }) =>
      Object.entries(holder).some(
        ([name, held]) =>
          typeof held === 'string' &&
          held !== '' &&
          BESIDE_IT.test(plainName(name)) &&
          !OF_CUSTOMER.test(plainName(name)),
      ),
    )
    .map(({ value }) => String(value).toLowerCase())
    .filter((value) => ADDRESS.test(value));
  return [...new Set(found)];
}

/** Unmasked: `a***@shop.io` and `a…@shop.io` tell nobody where to write. */
const ADDRESS = /^(?!.*(?:\.{2}|x{3}|_{3}))[a-z0-9][\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}$/;
