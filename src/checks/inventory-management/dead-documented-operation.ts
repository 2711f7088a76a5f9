import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

export const deadDocumentedOperation = defineRule({
  id: 'dead-documented-operation',
  title: 'Documented operation does not exist',
  aliases: ['zombie API', 'outdated documentation', 'dead endpoint'],
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Clients that rely on the API document fail, and reviewers test what is not there. The document lists operations that do not exist, so the rest of it may be out of date too.',
  remediation: 'Remove the operation from the document, or deploy it.',
  needs: ['spec'],
  // Where unknown paths are served as well, an answer tells nothing about existence.
  inapplicable: ({ absent }) =>
    absent.soft ? 'the service responds to unknown paths as to known ones' : undefined,
  places: readOperations,
  leaveOut: ({ operation: { source, path, parameters } }) =>
    source === 'spec' && !path.includes('{') && !parameters.some(({ required }) => required)
      ? undefined
      : 'the API document lists no GET operation without parameters',
  async judge({ operation, request }, { http }) {
    const answer = await http.once(request);
    if (![404, 410].includes(answer.response.status)) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `${operation.id} returns ${answer.response.status}.`,
      proof: [{ exchange: showing(answer, []), note: 'a documented operation, absent' }],
    };
  },
});
