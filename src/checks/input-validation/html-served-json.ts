import { servesContent } from '../../answers/answers.ts';
import { json, mediaType } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { parametersOf } from '../../places/parameters.ts';
import type { Detection } from '../rule.ts';
import { confirmed, defineRule } from '../rule.ts';
import { reflectionOf } from './markup-reflection.ts';

const isDocument = (value: unknown) => typeof value === 'object' && value !== null;

export const htmlServedJson = defineRule({
  id: 'html-served-json',
  title: 'JSON served as text/html',
  aliases: ['XSS', 'cross-site scripting', 'wrong content type', 'MIME type'],
  severity: 'low',
  cwe: [79, 116],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A browser that opens the response executes any markup in its values (XSS). JSON is returned with the type text/html.',
  remediation:
    'Return JSON with Content-Type: application/json. Most frameworks do so when given an object instead of a string.',
  places: readOperations,
  async judge({ operation, request }, { http, surface }) {
    const answer = await http.once(request);
    if (mediaType(answer.response) !== 'text/html' || !isDocument(json(answer.response))) return 'clean';
    if (!servesContent(answer, surface)) return 'clean';
    const served: Detection = {
      confidence: 'confirmed',
      evidenceSummary: 'A JSON document was returned with Content-Type: text/html.',
      proof: [{ exchange: answer, note: 'the body is JSON, the content type text/html' }],
      control: { fact: 'the body is valid JSON, but browsers treat it as HTML because of its type' },
    };
    for (const slot of parametersOf(surface, operation)) {
      const found = await reflectionOf(http, slot);
      if (!found || !isDocument(json(found.plain.response))) continue;
      const reflected = confirmed(
        `${slot.name}: markup was returned in JSON that browsers treat as HTML.`,
        [found.marked, '<mb-mark> is an element of a page of type text/html'],
        [found.plain, 'with a plain word, the response contains no such element'],
      );
      return [served, { ...reflected, severity: 'medium', cause: 'reflected' }];
    }
    return served;
  },
});
