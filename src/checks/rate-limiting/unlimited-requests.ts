import { looksLikeRefusal } from '../answers.ts';
import { defineRule } from '../rule.ts';
import { BURST, burstOnce } from './reached-limit.ts';

export const unlimitedRequests = defineRule({
  id: 'unlimited-requests',
  title: 'Nothing limits how many requests a client sends',
  severity: 'low',
  cwe: [770, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason:
    'Ordinary requests in numbers strain little by themselves; a login or a costly operation is medium.',
  meaning:
    'One client can read everything by counting through, try credentials, or use up what others need, as fast as the network carries it.',
  fix: 'Limit requests per client at the gateway or in the framework, answer 429 with Retry-After, and announce the limit with RateLimit headers.',
  disruptive: true,
  async *probe({ surface, http }) {
    const outcome = await burstOnce(surface, http);
    if (!outcome) return { untested: 'no GET operation answers' };
    const { sent, ordinary, operation, refusal, announced } = outcome;
    if (refusal || announced) return;
    const alike = sent.filter(({ response }) => response.status === ordinary.response.status);
    const last = alike.at(-1);
    // Dropped connections and errors are limits of another kind, and say nothing of this one.
    if (!last || alike.length < BURST * 0.95)
      return { untested: 'the service stumbled under the burst instead of refusing' };
    yield {
      operation: operation.operation,
      confidence: 'likely',
      saw: `${BURST} requests over 20 connections at once were all answered${looksLikeRefusal(ordinary) ? `, with ${ordinary.response.status}` : ''}; none was refused and none announced a limit.`,
      proof: [{ exchange: last, note: `one of the last of ${BURST}: neither 429 nor a RateLimit header` }],
      control: { exchange: ordinary, note: 'the same request before the burst was answered just so' },
    };
  },
});
