import { json } from '../../http/exchange.ts';
import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { answeredField, byCost, REPETITIONS } from './graphql-repetition.ts';

export const graphqlBatching = defineRule({
  id: 'graphql-batching',
  title: 'GraphQL batching without limit',
  aliases: ['batch attack', 'rate limit bypass', 'brute force', 'DoS'],
  severity: 'info',
  cwe: [770, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can bypass limits per request, for example to guess passwords or codes. An array of operations is executed as a whole and counted once.',
  remediation: 'Turn off batching, or allow only a few operations per batch and count each of them.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const { url, way } = endpoint;
    if (way === 'get') return untested('the endpoint accepts queries by GET only');
    const { selection, exchange: single } = await answeredField(http, endpoint);
    const batch = await http.once({
      method: 'POST',
      url,
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify(Array.from({ length: REPETITIONS }, () => ({ query: `{${selection}}` }))),
    });
    const answers = json(batch.response);
    const served = Array.isArray(answers)
      ? answers.filter((answer: { data?: unknown } | null) => typeof answer?.data === 'object' && answer.data)
      : [];
    if (served.length < REPETITIONS) return 'clean';
    return {
      ...confirmed(
        `An array of ${REPETITIONS} queries returned ${served.length} results.`,
        [batch, `${served.length} responses in one`],
        [single, 'the query alone is returned once'],
      ),
      ...byCost(single, batch),
      url,
    };
  },
});
