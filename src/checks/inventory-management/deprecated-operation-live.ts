import { accepts } from '../answers.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { requestOf } from '../sampling.ts';

const ASKED = 20;

export const deprecatedOperationLive = defineRule({
  id: 'deprecated-operation-live',
  title: 'Operations that are documented as deprecated still answer',
  severity: 'info',
  cwe: [1059, 477],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'What is deprecated gets no care any more: fixes and limits go to its successor, and attackers go to the old one.',
  fix: 'Set a date, announce it with the Sunset header (RFC 8594), and remove the operation.',
  needs: ['spec'],
  inapplicable: (surface) =>
    surface.operations.some(({ deprecated, method }) => deprecated && method === 'GET')
      ? undefined
      : 'the document marks no GET operation as deprecated',
  async *probe({ surface, http }) {
    const old = surface.operations.filter(({ deprecated, method }) => deprecated && method === 'GET');
    for (const operation of old.slice(0, ASKED)) {
      const answer = await http.once(requestOf(surface, operation));
      if (!accepts(answer, surface)) continue;
      yield {
        operation,
        confidence: 'confirmed',
        saw: `${operation.id} is marked deprecated and answers ${answer.response.status}.`,
        proof: [{ exchange: showing(answer, []), note: 'a real answer, unlike that of unknown paths' }],
        control: { fact: 'The document marks the operation as deprecated.' },
      };
    }
  },
});
