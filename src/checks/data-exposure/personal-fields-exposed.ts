import { PERSONAL_KINDS } from '../../material/personal-fields.ts';
import { disclosed, isDocumentation, saidByUs } from '../disclosure.ts';
import type { Field } from '../fields.ts';
import { fieldsNamed, fieldsOf, plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';

/** Books have authors with birthdays, and adverts have salaries: only beside a contact are they somebody's. */
const CONTACT =
  /^(?:.*email(?:address)?|.*phone(?:number)?|mobile|username|login|ssn|address|.*street.*|patientid|employeeid|customerid|userid|memberid)$/s;

export const personalFieldsExposed = defineRule({
  id: 'personal-fields-exposed',
  title: 'Personal data readable without authentication',
  aliases: ['PII', 'GDPR', 'excessive data exposure', 'sensitive data exposure'],
  severity: 'medium',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read personal data such as dates of birth, ID documents, health data or salaries. It is returned without authentication, and some of it may be special category data under the GDPR.',
  remediation:
    'Require a credential, check that the user may see this person, and remove what the client does not show.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const fields = fieldsOf(exchange.response);
    for (const { name, field, value } of PERSONAL_KINDS) {
      const found = fieldsNamed(fields, field).filter(
        (held) =>
          value.test(String(held.value)) && aboutPerson(held) && !saidByUs(exchange, String(held.value)),
      );
      const [first] = found;
      if (!first) continue;
      yield disclosed(exchange, surface, {
        evidenceSummary: `${name} in ${first.path}, together with what identifies the person.`,
        note: `${name}, masked here`,
        values: found.map((held) => String(held.value)),
        cause: name,
        toIdentity: 'info',
      });
    }
  },
});

function aboutPerson({ holder }: Field): boolean {
  return Object.entries(holder).some(
    ([name, held]) => held !== null && held !== '' && CONTACT.test(plainName(name)),
  );
}
