import { PHONE, PHONE_FIELD } from '../../material/personal-fields.ts';
import { disclosed, isDocumentation } from '../disclosure.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { isOfPerson } from './persons.ts';

/** Reserved for fiction in North America; other countries give these digits to people. */
const FICTION = /555[ .-]?01\d\d$/;
const ELSEWHERE = /^(?:\+|00)(?!1)/;
const FEWEST = 3;

export const phoneNumbersExposed = defineRule({
  id: 'phone-numbers-exposed',
  title: 'Phone numbers exposed without authentication',
  aliases: ['PII', 'excessive data exposure', 'personal data'],
  severity: 'medium',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description: 'Anyone can collect phone numbers of several people for phone fraud and account takeover.',
  remediation: 'Remove phone numbers from lists, or return them only to users who may see them.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const numbers = fieldsNamed(fieldsOf(exchange.response), PHONE_FIELD)
      .filter(isOfPerson)
      .map(({ value }) => String(value))
      .filter((value) => PHONE.test(value) && !isFiction(value));
    const found = [...new Set(numbers)];
    if (found.length < FEWEST) return;
    yield disclosed(exchange, surface, {
      evidenceSummary: `${found.length} different phone numbers of people in one response.`,
      note: 'phone numbers beside names or logins, masked here',
      values: found,
      toIdentity: 'info',
    });
  },
});

function isFiction(written: string): boolean {
  return FICTION.test(written) && !ELSEWHERE.test(written);
}
