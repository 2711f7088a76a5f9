import { servesContent } from '../../answers/answers.ts';
import { isJson } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

const MEGABYTE = 1_000_000;

export const oversizedAnswer = defineRule({
  id: 'oversized-answer',
  title: 'Response over 1 MB',
  aliases: ['large response', 'resource exhaustion', 'unbounded response'],
  severity: 'low',
  cwe: [770, 405],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'One large response causes little load; no slowdown was measured in this scan.',
  description:
    'A few clients can overload the service. A request of a few bytes causes a thousand times as much work and traffic.',
  remediation: 'Limit the size of a response with pagination and field selection, and serve files as files.',
  places: readOperations,
  async judge({ request }, { surface, http }) {
    const answer = await http.once(request);
    const { body, truncated } = answer.response;
    if (body.length < MEGABYTE || !isJson(answer.response) || !servesContent(answer, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `An ordinary request returned ${truncated ? 'more than ' : ''}${(body.length / MEGABYTE).toFixed(1)} MB of JSON.`,
      proof: [{ exchange: answer, note: 'the size of the body' }],
      control: {
        fact: `the limit is ${MEGABYTE} bytes; the body was measured after decompression`,
      },
    };
  },
});
