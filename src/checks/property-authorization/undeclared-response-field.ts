import { undeclaredFields } from '../../openapi/undeclared-fields.ts';
import { disclosed } from '../disclosure.ts';
import { plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { documentedAnswer } from './documented-answer.ts';
import { INTERNAL_NAME, PRIVILEGE_NAME, SECRET_NAME } from './sensitive-names.ts';

const SENSITIVE = /password|passwd|secret|token|privatekey|apikey|ssn|salt|hash/;
/** Members that gateways and serialisers add to every answer. */
const ENVELOPE = /^(?:links?|self|href|meta|requestid|traceid|\$schema|context|type|id|etag)$/;
/** Operations whose purpose is to give out a token. */
const GIVES = /log-?in|sign-?in|sign-?up|regist|token|auth|session|refresh/i;
const TOKEN = /token|expires/i;
const NAMED = 5;

export const undeclaredResponseField = defineRule({
  id: 'undeclared-response-field',
  title: 'Undocumented response fields (excessive data exposure)',
  aliases: ['excessive data exposure', 'BOPLA', 'schema drift'],
  severity: 'low',
  cwe: [213, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Clients get properties that are neither in the document nor reviewed. Data that should stay private often leaks this way.',
  remediation:
    'Map records to a response type that lists its fields, and compare responses with the document in a contract test.',
  needs: ['spec'],
  *inspect(exchange, surface) {
    const answer = documentedAnswer(exchange, surface);
    if (!answer || !surface.spec) return;
    const pointers = undeclaredFields(surface.spec, answer.schema, answer.value);
    const names = [...new Set(pointers.map((pointer) => pointer.split('/').at(-1) ?? ''))].filter(
      (name) => !ENVELOPE.test(plainName(name)) && !/^[_@$]/.test(name),
    );
    // A login answers with a token, whatever its document guesses.
    const isGuarded = (name: string) =>
      isSensitive(name) && !(GIVES.test(answer.operation.path) && TOKEN.test(name));
    const sensitive = names.filter(isGuarded);
    for (const [cause, listed] of [
      ['sensitive', sensitive],
      ['ordinary', names.filter((name) => !isGuarded(name))],
    ] as const) {
      if (listed.length === 0) continue;
      const severity = cause === 'sensitive' ? 'medium' : 'info';
      yield {
        ...disclosed(exchange, surface, {
          evidenceSummary: `Not in the API document: ${listed.slice(0, NAMED).join(', ')}${listed.length > NAMED ? ` and ${listed.length - NAMED} more` : ''}.`,
          note: `properties that are not in the schema of ${answer.operation.id}`,
          values: [],
          cause,
        }),
        severity,
        confidence: 'confirmed',
        control: {
          fact: 'The properties are in the response and not in its documented schema.',
        },
      };
    }
  },
});

function isSensitive(name: string): boolean {
  const plain = plainName(name);
  return [SENSITIVE, SECRET_NAME, INTERNAL_NAME, PRIVILEGE_NAME].some((pattern) => pattern.test(plain));
}
