import { servesContent } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

const SLOW_MS = 2_000;
/** Asked again this often; all of them must be slow, so that one busy moment is not blamed on the operation. */
const REPEATS = 2;

export const slowOperation = defineRule({
  id: 'slow-operation',
  title: 'Slow operation',
  aliases: ['response time', 'latency', 'DoS', 'resource exhaustion'],
  severity: 'info',
  cwe: [400, 405],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A few clients can block all workers of the service. Each request to this operation takes seconds.',
  remediation:
    'Find the cause (a missing index, a call to another service), cache it, or use a queue and return 202.',
  places: readOperations,
  async judge({ request }, { surface, http }) {
    const first = await http.once(request);
    if (first.response.headMs < SLOW_MS || !servesContent(first, surface)) return 'clean';
    const more = [];
    for (let asked = 0; asked < REPEATS; asked += 1) more.push(await http.send(request));
    const [again] = more;
    if (!again || more.some(({ response }) => response.headMs < SLOW_MS)) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `Each of ${REPEATS + 1} ordinary requests took more than ${SLOW_MS / 1_000} seconds.`,
      proof: [
        { exchange: first, note: 'the time to the response' },
        { exchange: again, note: 'and again' },
      ],
    };
  },
});
