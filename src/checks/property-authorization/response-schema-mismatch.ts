import { validate } from '../../openapi/schema-check.ts';
import { disclosed } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { documentedAnswer } from './documented-answer.ts';

/** Of a wrong type or missing: what breaks clients. Formats and patterns are matters of taste. */
const TELLING = new Set(['type', 'required', 'enum', 'const']);
const NAMED = 3;

export const responseSchemaMismatch = defineRule({
  id: 'response-schema-mismatch',
  title: 'Response does not match the documented schema',
  aliases: ['contract violation', 'schema mismatch', 'OpenAPI drift'],
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Clients and gateways that rely on the API document validate less than they think. The response does not match its documented schema.',
  remediation:
    'Generate the document from the code or the code from the document, and compare both in tests.',
  needs: ['spec'],
  *inspect(exchange, surface) {
    const answer = documentedAnswer(exchange, surface);
    if (!answer || !surface.spec) return;
    const wrong = validate(surface.spec, answer.schema, answer.value, { direction: 'response' }).filter(
      ({ keyword }) => TELLING.has(keyword),
    );
    if (wrong.length === 0) return;
    yield {
      ...disclosed(exchange, surface, {
        evidenceSummary: wrong
          .slice(0, NAMED)
          .map(({ path, says }) => `${path || 'the response'} ${says}`)
          .join('; '),
        note: 'different from the schema in the API document',
        values: [],
      }),
      severity: 'info',
      confidence: 'confirmed',
      control: { fact: 'Response and schema can be compared without another request.' },
    };
  },
});
