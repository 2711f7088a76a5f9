import { servesContent } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const FOR_TRIAL =
  /(?:^|\/)(?:test|_test|demo|sandbox|example|playground|debug|_debug|dummy|mock|tmp|temp)(?:\/|$)/i;

/** Laboratories and schools have a list of tests, and document it. */
const TESTS = /(?:^|\/)tests(?:\/|$)/i;

export const testOperationLive = defineRule({
  id: 'test-operation-live',
  title: 'Test or debug operation live',
  aliases: ['test endpoint', 'debug endpoint', 'security misconfiguration'],
  severity: 'low',
  cwe: [489, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can use operations for tests, demos or debugging, which are rarely protected and often return more than others. They are available in the running service.',
  remediation: 'Do not deploy such operations, or protect them like administrative ones.',
  places: readOperations,
  async judge({ operation, request }, { surface, anonymous }) {
    const { path, source } = operation;
    if (!FOR_TRIAL.test(path) && (source === 'spec' || !TESTS.test(path))) return 'clean';
    const answer = await anonymous.once(request);
    if (!servesContent(answer, surface)) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `${operation.id} returned ${answer.response.status} to an unauthenticated request.`,
      proof: [
        { exchange: showing(answer, []), note: 'a real response, different from that of unknown paths' },
      ],
    };
  },
});
