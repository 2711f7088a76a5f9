import { PHONE, PHONE_FIELD } from '../../material/personal-fields.ts';
import { disclosed, isDocumentation } from '../disclosure.ts';
import { fieldsNamed, fieldsOf, plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';

/** Reserved for fiction in North America. */
const FICTION = /555[ .-]?01\d\d$/;
/** What an object about a person holds and one about a shop does not. */
const PERSON_FIELD =
  /^(?:first|last|given|family|sur|user|full)name$|^(?:personal)?email(?:address)?$|^(?:dob|birth.*|dateofbirth|ssn|gender|login)$/;
const FEWEST = 3;

export const phoneNumbersExposed = defineRule({
  id: 'phone-numbers-exposed',
  title: 'Lists of phone numbers are public',
  severity: 'medium',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'An answer lists phone numbers of several people: material for fraud by phone and for taking over accounts.',
  fix: 'Leave phone numbers out of lists, or show them only to those who may see them.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const numbers = fieldsNamed(fieldsOf(exchange.response), PHONE_FIELD)
      .filter(({ holder }) => Object.keys(holder).some((name) => PERSON_FIELD.test(plainName(name))))
      .map(({ value }) => String(value))
      .filter((value) => PHONE.test(value) && !FICTION.test(value));
    const found = [...new Set(numbers)];
    if (found.length < FEWEST) return;
    yield disclosed(exchange, surface, {
      saw: `${found.length} different phone numbers of people in one answer.`,
      note: 'phone numbers beside names or logins, masked here',
      values: found,
      toIdentity: 'info',
    });
  },
});
