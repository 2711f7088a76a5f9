import { servesContent } from '../../answers/answers.ts';
import { isJson, json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import { isRead } from '../../openapi/operation.ts';
import { isDocumentation } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const ROLE =
  /^(?:is_?(?:admin|superuser|staff|root|moderator)|admin|superuser|role|roles|user_?role|permissions?|privileges?|access_?level|authorities|scopes)$/i;
/** What makes a record one of a person. */
const PERSON = /^(?:user_?name|e_?mail|login|user_?id|full_?name|first_?name|display_?name)$/i;
/** Lists repeat one structure; the first records show it. */
const RECORDS = 20;

export const roleFieldExposed = defineRule({
  id: 'role-field-exposed',
  title: 'User roles exposed without authentication',
  aliases: ['permissions exposed', 'excessive data exposure', 'privilege information'],
  severity: 'low',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Roles or permissions of people are returned without authentication. An attacker sees which accounts are worth attacking and which property to try in mass assignment.',
  fix: 'Remove roles and permissions from public responses. Return them to administrators only.',
  *inspect(exchange, surface) {
    if (exchange.identity !== 'anonymous' || !isRead(exchange.request.method)) return;
    if (isDocumentation(exchange, surface)) return;
    if (!isJson(exchange.response) || !servesContent(exchange, surface)) return;
    const fields = roleFields(json(exchange.response));
    if (fields.length === 0) return;
    yield {
      confidence: 'confirmed',
      saw: `Records of people carry ${fields.join(', ')}.`,
      proof: [{ exchange, note: `served without a credential, with ${fields.join(', ')}` }],
      control: { fact: 'the request carried no credential' },
    };
  },
});

function roleFields(value: unknown, depth = 0): string[] {
  if (depth > 4) return [];
  if (Array.isArray(value))
    return [...new Set(value.slice(0, RECORDS).flatMap((item) => roleFields(item, depth + 1)))];
  if (!isNode(value)) return [];
  const names = Object.keys(value);
  const own = names.some((name) => PERSON.test(name))
    ? names.filter((name) => ROLE.test(name) && value[name] !== null && value[name] !== undefined)
    : [];
  return [...new Set([...own, ...Object.values(value).flatMap((held) => roleFields(held, depth + 1))])];
}
