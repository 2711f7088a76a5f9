import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, isWhole } from '../graphql-answers.ts';
import { confirmed, defineRule } from '../rule.ts';
import { byCost } from './graphql-repetition.ts';

/** Enough that a limit of tokens or fields would refuse it, and about a kilobyte. */
const DUPLICATES = 100;

export const graphqlFieldDuplication = defineRule({
  id: 'graphql-field-duplication',
  title: 'GraphQL field duplication',
  aliases: ['field duplication', 'query complexity', 'DoS'],
  severity: 'info',
  cwe: [770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A small query can keep the server busy (denial of service). The same field repeated many times is merged into one, and each comparison costs more.',
  remediation: 'Limit the number of tokens and fields of a query before it is validated.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const single = await askGraphql(http, endpoint, '{__typename}');
    const document = `{${Array.from({ length: DUPLICATES }, () => '__typename').join(' ')}}`;
    const repeated = await askGraphql(http, endpoint, document);
    if (!isWhole(repeated)) return 'clean';
    return {
      ...confirmed(
        `A document with the same field ${DUPLICATES} times was executed.`,
        [repeated, 'data, without an error'],
        [single, 'the field once returns the same response'],
      ),
      ...byCost(single, repeated),
      url: endpoint.url,
    };
  },
});
