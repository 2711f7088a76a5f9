import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { requestOf } from '../sampling.ts';

const ASKED = 20;

export const deadDocumentedOperation = defineRule({
  id: 'dead-documented-operation',
  title: 'Documented operations do not exist',
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The document lists operations that answer like any unknown path. It is out of date, and so perhaps is what it says about the others.',
  fix: 'Remove the operation from the document, or deploy it.',
  needs: ['spec'],
  async *probe({ surface, http }) {
    const listed = surface.operations.filter(
      ({ source, method, path, parameters }) =>
        source === 'spec' &&
        method === 'GET' &&
        !path.includes('{') &&
        !parameters.some(({ required }) => required),
    );
    if (listed.length === 0) return { untested: 'the document lists no GET operation without parameters' };
    // Where unknown paths are served as well, an answer tells nothing about existence.
    if (surface.absent.soft) return { untested: 'the service answers unknown paths like known ones' };
    for (const operation of listed.slice(0, ASKED)) {
      const answer = await http.once(requestOf(surface, operation));
      if (![404, 410].includes(answer.response.status)) continue;
      yield {
        operation,
        confidence: 'likely',
        saw: `${operation.id} answers ${answer.response.status}.`,
        proof: [{ exchange: showing(answer, []), note: 'a documented operation, absent' }],
      };
    }
    return undefined;
  },
});
