import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, graphqlMessages } from '../graphql-answers.ts';
import { confirmed, defineRule } from '../rule.ts';
import { REPETITIONS } from './graphql-repetition.ts';

const UNKNOWN = '@mbNowhere';

export const graphqlDirectiveOverloading = defineRule({
  id: 'graphql-directive-overloading',
  title: 'GraphQL directive overloading',
  aliases: ['directive overloading', 'DoS'],
  severity: 'info',
  cwe: [770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A query full of directives costs work and returns a response larger than itself (denial of service). Each directive is looked up and reported separately.',
  remediation:
    'Limit the number of directives and tokens of a query, and stop validation after the first few errors.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const one = await askGraphql(http, endpoint, `{__typename ${UNKNOWN}}`);
    const many = await askGraphql(
      http,
      endpoint,
      `{__typename ${Array(REPETITIONS).fill(UNKNOWN).join(' ')}}`,
    );
    const [alone, all] = [one, many].map((exchange) => graphqlMessages(exchange).length);
    if (alone !== 1 || all === undefined || all < REPETITIONS) return 'clean';
    return {
      ...confirmed(
        `${REPETITIONS} directives that do not exist returned ${all} errors.`,
        [many, 'an error for each of them'],
        [one, 'a single one returns one error'],
      ),
      url: endpoint.url,
    };
  },
});
