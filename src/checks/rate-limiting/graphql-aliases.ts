import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, graphqlData } from '../graphql-answers.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { answeredField, byCost, REPETITIONS } from './graphql-repetition.ts';

export const graphqlAliases = defineRule({
  id: 'graphql-aliases',
  title: 'GraphQL alias overloading',
  aliases: ['alias batching', 'rate limit bypass', 'brute force', 'query complexity', 'DoS'],
  severity: 'info',
  cwe: [770, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can bypass limits per request, for example to guess passwords or codes. Aliases execute the same field many times in one document.',
  remediation:
    'Limit the cost or the number of aliases of a query, and count login attempts where they are checked, not per request.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const { selection, exchange: single } = await answeredField(http, endpoint);
    if (!graphqlData(single)) return untested('no field without arguments returned data');
    const names = Array.from({ length: REPETITIONS }, (_none, at) => `mb${at}`);
    const document = `{${names.map((name) => `${name}:${selection}`).join(' ')}}`;
    const aliased = await askGraphql(http, endpoint, document);
    const data = graphqlData(aliased) ?? {};
    const served = names.filter((name) => data[name] !== undefined && data[name] !== null);
    if (served.length < REPETITIONS) return 'clean';
    return {
      ...confirmed(
        `${REPETITIONS} aliases of one field returned ${served.length} results.`,
        [aliased, `${names[0]} to ${names.at(-1)}, each with a result`],
        [single, 'the field alone is returned once'],
      ),
      ...byCost(single, aliased),
      url: endpoint.url,
    };
  },
});
