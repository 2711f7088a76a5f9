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
    'Deprecated operations are no longer maintained. Fixes and limits go to their successors, and attackers use the old ones.',
  remediation: 'Set a date, announce it with the Sunset header (RFC 8594), and remove the operation.',
  places: readOperations,
  leaveOut: ({ operation }) =>
    operation.deprecated ? undefined : 'no document or GraphQL schema marks an operation as deprecated',
  async judge({ operation, request }, { surface, http }) {
    const answer = await http.once(request);
    if (!accepts(answer, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `${operation.id} is marked deprecated and returns ${answer.response.status}.`,
      proof: [{ exchange: showing(answer, []), note: 'a real response, unlike that of unknown paths' }],
      control: {
        fact: `The ${operation.source === 'graphql' ? 'GraphQL schema' : 'document'} marks the operation as deprecated.`,
      },
    };
  },
});
