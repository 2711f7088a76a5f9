import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, graphqlMessages } from '../graphql-answers.ts';
import { confirmed, defineRule, untested } from '../rule.ts';

/** Root fields that many schemas have. A letter more is within the edit distance of every implementation. */
const COMMON = 'user product order account item post viewer node search customer comment me'.split(' ');
const MISSPELLING = 'z';

export const graphqlSuggestions = defineRule({
  id: 'graphql-suggestions',
  title: 'GraphQL field suggestions enabled',
  aliases: ['Did you mean', 'clairvoyance', 'schema leak'],
  severity: 'info',
  cwe: [200, 209],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can guess the schema name by name, even where introspection is off. A misspelled field returns “Did you mean …”.',
  remediation:
    'Turn off suggestions in production, together with introspection, unless the schema is public.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const { url, schema } = endpoint;
    const control = await askGraphql(http, endpoint, '{__typename}');
    const known = (schema?.queries ?? []).slice(0, 1).map(({ name }) => name);
    const sent = [...known, ...COMMON].map((name) => name + MISSPELLING);
    const asked = await askGraphql(http, endpoint, `{${sent.join(' ')}}`);
    const suggested = graphqlMessages(asked).flatMap(
      (message) => /Did you mean\W{1,5}(\w{1,60})/i.exec(message)?.[1] ?? [],
    )[0];
    if (suggested === undefined)
      return known.length > 0
        ? 'clean'
        : untested('misspelled common names returned no suggestion; the schema may have no similar names');
    return {
      ...confirmed(
        `Misspelled fields returned a name that was not sent: "${suggested}".`,
        [asked, `Did you mean "${suggested}"`],
        [control, 'a field that exists returns data'],
      ),
      url,
    };
  },
});
