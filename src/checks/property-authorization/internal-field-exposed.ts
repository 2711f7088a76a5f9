import { succeeded } from '../../http/exchange.ts';
import { isSafe } from '../../openapi/operation.ts';
import { disclosed, isDocumentation, readByAnybody } from '../disclosure.ts';
import type { Fields } from '../fields.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { INTERNAL_NAME, PRIVILEGE_NAME } from './sensitive-names.ts';

export const internalFieldExposed = defineRule({
  id: 'internal-field-exposed',
  title: 'Internal fields in response (excessive data exposure)',
  aliases: ['excessive data exposure', 'BOPLA', 'internal fields'],
  severity: 'low',
  cwe: [213, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn how the service works from internal fields, and the next column that is added will be exposed too. Records are returned as they are stored.',
  remediation: 'Map records to a response type that lists its fields.',
  *inspect(exchange, surface) {
    if (!succeeded(exchange) || isDocumentation(exchange, surface)) return;
    const fields = fieldsOf(exchange.response);
    const internal = [
      ...fieldsNamed(fields, INTERNAL_NAME).map(({ name }) => name),
      ...storageMarks(fields),
      // In one's own record this is what the client needs to draw its menu; a write is answered with the sender's own.
      ...(readByAnybody(exchange) && isSafe(exchange.request.method)
        ? fieldsNamed(fields, PRIVILEGE_NAME)
            .filter(({ holder }) => ofPerson(holder))
            .map(({ name }) => name)
        : []),
    ];
    for (const name of new Set(internal)) {
      yield disclosed(exchange, surface, {
        evidenceSummary: `A field ${name} in the response.`,
        note: `${name} is internal data of the service`,
        values: [],
        cause: name,
        toIdentity: 'info',
      });
    }
  },
});

/** What object mappers leave in a record that was never mapped. */
function storageMarks(fields: Fields): string[] {
  const written = (plain: string, name: string) =>
    (fields.get(plain) ?? []).some((field) => field.name === name);
  const marks: string[] = [];
  if (written('id', '_id') && written('v', '__v')) marks.push('__v');
  if (
    (fields.get('class') ?? []).some(
      ({ name, value }) => /^[_@]class$/.test(name) && /^[a-z]\w*(?:\.\w+)+$/.test(String(value)),
    )
  )
    marks.push('_class');
  if ((fields.get('$type') ?? []).some(({ value }) => /^[\w.+]+, [\w.]+$/.test(String(value))))
    marks.push('$type');
  return marks;
}

function ofPerson(holder: Readonly<Record<string, unknown>>): boolean {
  return ['username', 'email', 'login', 'user_id', 'userId'].some((name) => typeof holder[name] === 'string');
}
