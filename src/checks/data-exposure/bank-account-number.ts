import { findIbans, isTestIban } from '../../material/pii.ts';
import { counted, disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

export const bankAccountNumber = defineRule({
  id: 'bank-account-number',
  title: 'Bank account numbers (IBAN) in response',
  aliases: ['IBAN', 'PII', 'excessive data exposure', 'sensitive data exposure'],
  severity: 'medium',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the responses can use the IBANs in them for fraudulent direct debits and phishing. They are returned in full, and an IBAN and its owner’s name are enough.',
  remediation: 'Return only the last four characters, and the full number only to its owner.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const ibans = findIbans(readableText(exchange)).filter((iban) => !saidByUs(exchange, iban));
    for (const test of [false, true]) {
      const found = ibans.filter((iban) => isTestIban(iban) === test);
      const [first] = found;
      if (first === undefined) continue;
      yield disclosed(exchange, surface, {
        evidenceSummary: test
          ? `${counted(found.length, 'IBAN')} that documentation uses as an example.`
          : `${counted(found.length, 'IBAN')} with a valid checksum, such as one of ${first.slice(0, 2)}.`,
        note: 'the account number, masked here',
        values: found,
        cause: test ? 'documentation number' : 'number',
        severity: test ? 'info' : 'medium',
        toIdentity: 'info',
      });
    }
  },
});
