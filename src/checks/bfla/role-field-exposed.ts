import { servesContent } from '../../answers/answers.ts';
import { isJson, json } from '../../http/exchange.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { isRead } from '../../openapi/operation.ts';
import { isDocumentation } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const ROLE =
  /^(?:is_?(?:admin|superuser|staff|root|moderator)|admin|superuser|role|roles|user_?role|permissions?|privileges?|access_?level|authorities|scopes)$/i;
/** What makes a record one of a person. */
const PERSON = /^(?:user_?name|e_?mail|login|user_?id|full_?name|first_?name|display_?name)$/i;
/** What a profile shows beside a name. */
const BADGE = /^(?:user_?)?role$/i;
const CONTACT = /mail|phone|^login$/i;
/** Lists repeat one structure; the first records show it. */
const RECORDS = 20;

export const roleFieldExposed = defineRule({
  id: 'role-field-exposed',
  title: 'User roles exposed without authentication',
  aliases: ['permissions exposed', 'excessive data exposure', 'privilege information'],
  severity: 'low',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can see which accounts are worth attacking, and which property to try in mass assignment. Roles or permissions of people are returned without authentication.',
  remediation: 'Remove roles and permissions from public responses. Return them to administrators only.',
  *inspect(exchange, surface) {
    if (exchange.identity !== 'anonymous' || !isRead(exchange.request.method)) return;
    if (isDocumentation(exchange, surface)) return;
    if (!isJson(exchange.response) || !servesContent(exchange, surface)) return;
    const records = recordsOfPeople(json(exchange.response));
    const fields = [...new Set(records.flatMap(roleFields))];
    if (fields.length === 0) return;
    const isBadge = fields.every((name) => BADGE.test(name)) && !records.some(hasContact);
    yield {
      confidence: 'confirmed',
      ...(isBadge
        ? {
            severity: 'info',
            severityReason: 'Public profiles often show a role as a badge.',
            cause: 'badge',
          }
        : {}),
      evidenceSummary: `Records of people contain ${fields.join(', ')}.`,
      proof: [{ exchange, note: `returned without authentication, with ${fields.join(', ')}` }],
      control: { fact: 'the request was unauthenticated' },
    };
  },
});

function recordsOfPeople(value: unknown, depth = 0): Node[] {
  if (depth > 4) return [];
  if (Array.isArray(value))
    return value.slice(0, RECORDS).flatMap((item) => recordsOfPeople(item, depth + 1));
  if (!isNode(value)) return [];
  const own = Object.keys(value).some((name) => PERSON.test(name)) ? [value] : [];
  return [...own, ...Object.values(value).flatMap((held) => recordsOfPeople(held, depth + 1))];
}

function roleFields(person: Node): string[] {
  return Object.keys(person).filter(
    (name) => ROLE.test(name) && person[name] !== null && person[name] !== undefined,
  );
}

function hasContact(person: Node): boolean {
  return Object.entries(person).some(([name, held]) => CONTACT.test(name) && typeof held === 'string');
}
