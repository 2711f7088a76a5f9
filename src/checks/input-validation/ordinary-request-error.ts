import type { Exchange } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule, untested } from '../rule.ts';
import { brokeDown } from './server-error.ts';

/** After exploration's own; what fails now and then is not told. */
const TIMES_MORE = 2;

export const ordinaryRequestError = defineRule({
  id: 'ordinary-request-error',
  title: 'Server error (500) on a valid request',
  aliases: ['unhandled exception', 'improper error handling', 'internal server error'],
  severity: 'low',
  cwe: [755, 248],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Only the sender’s own request fails; other requests are not affected.',
  description:
    'Users cannot use this operation, and each retry may repeat what it does before the error. A valid request, as the API document describes it and with values from the service, causes an unhandled error every time.',
  remediation:
    'Read the log of this request, handle the case, and return 4xx with a reason where the client has to change something.',
  places: readOperations,
  async judge({ operation, request }, { http, record, surface }) {
    const heard = record.heard(operation, http.identity);
    if (!heard) return untested('it was not asked');
    if (heard.status !== 'server-error') return 'clean';
    if (!surface.operations.some((other) => record.best(other)?.status === 'tested'))
      return untested('no operation of the service works');
    const answers: Exchange[] = [];
    for (let at = 0; at < TIMES_MORE; at += 1) {
      const answer = await http.send(request);
      if (!brokeDown(answer)) return 'clean';
      answers.push(answer);
    }
    const [answer] = answers;
    if (!answer) return 'clean';
    return {
      operation,
      confidence: 'likely',
      evidenceSummary: `A valid request returned ${answer.response.status}, ${TIMES_MORE + 1} times out of ${TIMES_MORE + 1}.`,
      proof: [{ exchange: answer, note: 'a valid request returns a server error' }],
    };
  },
});
