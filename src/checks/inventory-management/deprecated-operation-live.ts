import { accepts } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

export const deprecatedOperationLive = defineRule({
  id: 'deprecated-operation-live',
  title: 'Deprecated operation still live',
  aliases: ['zombie API', 'deprecated endpoint', 'Sunset header'],
  severity: 'info',
  cwe: [1059, 477],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers use deprecated operations because fixes and limits go to their successors. A deprecated operation is still available.',
  remediation: 'Set a date, announce it with the Sunset header (RFC 8594), and remove the operation.',
  places: readOperations,
  leaveOut: ({ operation }) =>
    operation.deprecated ? undefined : 'no API document or GraphQL schema marks an operation as deprecated',
  async judge({ operation, request }, { surface, http }) {
    const answer = await http.once(request);
    if (!accepts(answer, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `${operation.id} is marked deprecated and returns ${answer.response.status}.`,
      proof: [
        { exchange: showing(answer, []), note: 'a real response, different from that of unknown paths' },
      ],
      control: {
        fact: `The ${operation.source === 'graphql' ? 'GraphQL schema' : 'API document'} marks the operation as deprecated.`,
      },
    };
  },
});
