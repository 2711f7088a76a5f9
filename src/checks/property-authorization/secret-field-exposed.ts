import { succeeded } from '../../http/exchange.ts';
import { isPlaceholder } from '../../material/secrets.ts';
import { isRead } from '../../openapi/operation.ts';
import { disclosed, isDocumentation, saidByUs } from '../disclosure.ts';
import type { Field } from '../fields.ts';
import { fieldsNamed, fieldsOf, plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { SECRET_NAME } from './sensitive-names.ts';

/** Operations whose purpose is to hand out what others must keep. */
const ISSUES =
  /log-?in|sign-?in|sign-?up|regist|token|auth|session|refresh|credential|api-?keys?|mfa|2fa|otp/i;

/** Also what is pinned to a board, an area code or a pin of a circuit. */
const PIN = /^(?:card)?pin$/;
const OF_CARD = /^(?:pan|card(?:no|num|number|id|type|holder.*)?|maskedpan|cvv|cvc|expir.*|iban)$/s;

/** Digits as they are typed at a till, beside what only a card has. */
function isOfCard({ value, holder }: Field): boolean {
  return /^\d{4,8}$/.test(String(value)) && Object.keys(holder).some((name) => OF_CARD.test(plainName(name)));
}

/** Security codes of cards are short, and three fives are one. */
function standsForNone(written: string): boolean {
  return /^\d{3,4}$/.test(written) ? /^0+$/.test(written) : isPlaceholder(written);
}

export const secretFieldExposed = defineRule({
  id: 'secret-field-exposed',
  title: 'Secret fields in response (excessive data exposure)',
  aliases: ['excessive data exposure', 'BOPLA', 'sensitive data exposure'],
  severity: 'high',
  cwe: [213, 200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads this response can use the secret in it. It is a secret of an account or a connection, such as a reset token, an OTP secret or a signing key.',
  remediation: 'Remove the property from the response type, and rotate the values that were readable.',
  *inspect(exchange, surface) {
    if (!isRead(exchange.request.method) || !succeeded(exchange) || isDocumentation(exchange, surface))
      return;
    if (ISSUES.test(new URL(exchange.request.url).pathname)) return;
    const fields = fieldsOf(exchange.response);
    const named = [...fieldsNamed(fields, SECRET_NAME), ...fieldsNamed(fields, PIN).filter(isOfCard)];
    const found = named.filter(({ value }) => {
      const written = String(value);
      const holds = typeof value !== 'boolean' && written.length >= (/^\d+$/.test(written) ? 3 : 6);
      return holds && !/\s|[*•]{2,}/.test(written) && !standsForNone(written) && !saidByUs(exchange, written);
    });
    for (const name of new Set(found.map((field) => field.name))) {
      const same = found.filter((field) => field.name === name);
      yield disclosed(exchange, surface, {
        evidenceSummary: `A value in ${same[0]?.path ?? name}.`,
        note: `${name}, masked here`,
        values: same.map(({ value }) => String(value)),
        cause: name,
        toIdentity: 'medium',
      });
    }
  },
});
