import { servesContent } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { isPaged, isTable, itemsOf } from './list-answer.ts';

const MANY_ITEMS = 200;
const MANY_BYTES = 500_000;

export const missingPagination = defineRule({
  id: 'missing-pagination',
  title: 'No pagination',
  aliases: ['unbounded list', 'resource exhaustion', 'DoS'],
  severity: 'low',
  cwe: [770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'The load grows with the data and was not measured in this scan.',
  description:
    'A client can read everything at once, and each request costs more as the data grows. The list has no pages.',
  remediation: 'Return pages of a limited size, with a cursor or a link to the next one.',
  places: readOperations,
  async judge({ operation, request }, { surface, http }) {
    const answer = await http.once(request);
    if (!servesContent(answer, surface)) return 'clean';
    const items = itemsOf(answer.response);
    if (!items || (items.length <= MANY_ITEMS && answer.response.body.length <= MANY_BYTES)) return 'clean';
    if (isPaged(answer, operation.parameters) || isTable(items)) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `One response contained ${items.length} items; neither the API document nor the response has pagination.`,
      proof: [{ exchange: answer, note: `${items.length} items and no next page` }],
    };
  },
});
