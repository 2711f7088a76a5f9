import { json, mediaType } from '../../http/exchange.ts';
import { servesContent } from '../answers.ts';
import { parameterSlots } from '../parameter-slots.ts';
import { defineRule } from '../rule.ts';
import { reachable } from '../sampling.ts';
import { reflectionOf } from './markup-reflection.ts';

const isDocument = (value: unknown) => typeof value === 'object' && value !== null;

export const htmlServedJson = defineRule({
  id: 'html-served-json',
  title: 'Data is served as a web page',
  severity: 'low',
  cwe: [79, 116],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'JSON arrives with the type text/html, so a browser that opens it runs whatever markup its values hold.',
  fix: 'Answer JSON with Content-Type: application/json; most frameworks do when given an object instead of a string.',
  async *probe({ surface, http }) {
    const slots = parameterSlots(surface);
    for (const { operation, request } of reachable(surface)) {
      const answer = await http.once(request);
      if (mediaType(answer.response) !== 'text/html' || !isDocument(json(answer.response))) continue;
      if (!servesContent(answer, surface)) continue;
      yield {
        operation,
        confidence: 'confirmed',
        saw: 'A JSON document was answered with Content-Type: text/html.',
        proof: [{ exchange: answer, note: 'the body is JSON, its type text/html' }],
        control: { fact: 'the body parses as JSON and no browser would know, since the type says HTML' },
      };
      for (const slot of slots.filter((one) => one.operation === operation)) {
        const found = await reflectionOf(http, slot);
        if (!found || !isDocument(json(found.plain.response))) continue;
        yield {
          operation,
          confidence: 'confirmed',
          severity: 'medium',
          cause: 'reflected',
          saw: `${slot.name}: markup came back in JSON that a browser reads as HTML.`,
          proof: [{ exchange: found.marked, note: '<mb-mark> stands in a page of type text/html' }],
          control: { exchange: found.plain, note: 'with a plain word, the answer holds no such element' },
        };
        break;
      }
    }
  },
});
