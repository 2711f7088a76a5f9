import { findCards } from '../../material/pii.ts';
import { counted, disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

export const paymentCardNumber = defineRule({
  id: 'payment-card-number',
  title: 'Payment card numbers in response',
  aliases: ['credit card', 'PAN', 'PCI DSS', 'excessive data exposure', 'sensitive data exposure'],
  severity: 'high',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the responses can try to pay with the full card numbers in them. With these numbers the service falls under PCI DSS.',
  remediation:
    'Return the last four digits only, and store a token of the payment provider instead of the number.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const cards = findCards(readableText(exchange)).filter(({ written }) => !saidByUs(exchange, written));
    for (const test of [false, true]) {
      const found = cards.filter((card) => card.test === test);
      const [first] = found;
      if (!first) continue;
      yield disclosed(exchange, surface, {
        evidenceSummary: test
          ? `${counted(found.length, 'card number')} published by providers for tests; real ones would be returned the same way.`
          : `${counted(found.length, 'card number')} with a valid check digit, such as one of ${first.issuer}.`,
        note: 'the number in a card property, masked here',
        values: found.map(({ written }) => written),
        cause: test ? 'test number' : 'number',
        severity: test ? 'info' : 'high',
        toIdentity: test ? 'info' : 'low',
      });
    }
  },
});
