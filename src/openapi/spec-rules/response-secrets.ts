import type { Severity } from '../../result.ts';
import { plainName } from '../../values/plain-name.ts';
import type { Node } from '../node.ts';
import { defineSpecRule } from './observation.ts';
import { schemasWithin } from './schema-walk.ts';

/** Names of members that answers should not have, worst first; compared without case and separators. */
const SENSITIVE: readonly (readonly [RegExp, Severity])[] = [
  [
    /^(user|hashed|encrypted|plain|old|current|raw)?(password|passwd|passphrase)(hash|salt|digest)?$/,
    'medium',
  ],
  [/^(password|pass)(hash|salt)$|^pwd$|^salt$/, 'medium'],
  [/^(private|secret|signing|encryption)key$|^(client|app|webhook|shared|totp|otp|mfa)?secret$/, 'medium'],
  [/^(cvv|cvc|cvv2|pin|pincode|cardnumber|creditcard(number)?|pan)$/, 'medium'],
  [/^(ssn|socialsecurity(number)?|nationalid|taxid|passport(number)?)$/, 'medium'],
  [/^(apikey|accesskey|(access|refresh|auth|session|id|reset|api)?token|sessionid)$/, 'low'],
  [/^(iban|bankaccount(number)?|accountnumber|dateofbirth|birthdate|dob)$/, 'low'],
];

/** Operations whose purpose is to hand out a credential. */
const GIVES_CREDENTIALS =
  /log-?in|sign-?(in|up)|auth|token|session|register|refresh|api-?keys?|credentials?|secrets?/i;

export const sensitiveResponseProperty = defineSpecRule({
  id: 'sensitive-response-property',
  severity: 'medium',
  title: 'Sensitive property documented in a response',
  aliases: ['excessive data exposure', 'BOPLA', 'OpenAPI'],
  description:
    'Every client, its logs and its caches get a sensitive property, even if no screen shows it. The API document has the property in a response.',
  remediation: 'Remove the property from the response, or mark it writeOnly where requests need it.',
  cwe: [213, 200],
  *observe(spec) {
    // Each schema is reported with the first operation that answers with it, apart from those that hand out credentials.
    const seen = { giving: new Set<Node>(), other: new Set<Node>() };
    for (const operation of spec.operations) {
      yield undefined;
      const gives = GIVES_CREDENTIALS.test(operation.path);
      for (const response of operation.responses) {
        if (!/^(2|default)/.test(response.status)) continue;
        for (const content of response.content) {
          const root = `${content.pointer ?? operation.pointer ?? ''}/schema`;
          for (const { schema, name, pointer } of schemasWithin(
            spec,
            content.schema,
            root,
            undefined,
            seen[gives ? 'giving' : 'other'],
          )) {
            if (name === undefined || !pointer.endsWith(`/${name}`) || schema.writeOnly === true) continue;
            const severity = severityOf(name);
            if (severity === undefined) continue;
            if (severity === 'low' && gives) continue;
            yield {
              pointer,
              operationId: operation.id,
              evidenceSummary: `The ${response.status} response of ${operation.id} has a property "${name}".`,
              severity,
            };
          }
        }
      }
    }
  },
});

function severityOf(name: string): Severity | undefined {
  const plain = plainName(name);
  return SENSITIVE.find(([pattern]) => pattern.test(plain))?.[1];
}
