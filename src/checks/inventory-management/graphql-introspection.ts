import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { showing } from '../disclosure.ts';
import { askGraphql, graphqlData } from '../graphql-answers.ts';
import { defineRule } from '../rule.ts';

const QUERY = '{__schema{queryType{name} types{name}}}';

export const graphqlIntrospection = defineRule({
  id: 'graphql-introspection',
  title: 'GraphQL introspection enabled',
  aliases: ['introspection', '__schema', 'schema disclosure', 'security misconfiguration'],
  severity: 'info',
  cwe: [200, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can list every type and field, including internal ones. This is fine for a public schema only.',
  remediation: 'Turn off introspection in production, or allow it to known developers only.',
  places: graphqlEndpoints,
  async judge(endpoint, { anonymous }) {
    const answer = await askGraphql(anonymous, endpoint, QUERY);
    const types = (graphqlData(answer)?.__schema as { types?: unknown } | undefined)?.types;
    if (!Array.isArray(types) || types.length === 0) return 'clean';
    return {
      url: endpoint.url,
      confidence: 'confirmed',
      evidenceSummary: `${types.length} types are listed.`,
      proof: [{ exchange: showing(answer, []), note: '__schema with its types' }],
      control: { fact: 'The schema is in the response to an unauthenticated request.' },
    };
  },
});
