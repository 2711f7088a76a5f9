import { NATIONAL_IDS } from '../../material/pii-national-ids.ts';
import { counted, disclosed, isDocumentation, saidByUs } from '../disclosure.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';

export const nationalIdNumber = defineRule({
  id: 'national-id-number',
  title: 'National ID numbers in response',
  aliases: ['SSN', 'social security number', 'PII', 'excessive data exposure', 'sensitive data exposure'],
  severity: 'high',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the responses can steal identities with the national ID numbers in them. These numbers cannot be changed once exposed.',
  remediation: 'Remove the number from responses. Where a person must check it, return the last digits only.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const fields = fieldsOf(exchange.response);
    for (const { name, field, valid } of NATIONAL_IDS) {
      const values = fieldsNamed(fields, field)
        .map(({ value }) => String(value))
        .filter((value) => valid(value) && !saidByUs(exchange, value));
      if (values.length === 0) continue;
      yield disclosed(exchange, surface, {
        evidenceSummary: `${counted(new Set(values).size, 'value')} valid as a ${name}, in a property with a matching name.`,
        note: `the ${name}, masked here`,
        values,
        cause: name,
        toIdentity: 'low',
      });
    }
  },
});
