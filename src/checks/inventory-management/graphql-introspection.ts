import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const PLACES = ['/graphql', '/api/graphql'];
const QUERY = '{__schema{queryType{name} types{name}}}';

export const graphqlIntrospection = defineRule({
  id: 'graphql-introspection',
  title: 'GraphQL describes its whole schema to anybody',
  severity: 'info',
  cwe: [200, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Introspection lists every type and field, internal ones included. That is right for a public schema; for any other it is the map.',
  fix: 'Turn introspection off in production, or allow it to known developers only.',
  async *probe({ surface, anonymous, journal }) {
    let answered = false;
    for (const place of PLACES) {
      const url = surface.target.origin + place;
      const asked: Exchange[] = [await anonymous.once({ url: `${url}?query=${percentEncoded(QUERY)}` })];
      if (surface.mode === 'active' && typesOf(asked[0]) === 0) {
        const { answer } = await journal.write(
          anonymous,
          { kind: 'ask', what: 'a GraphQL query for the schema' },
          {
            method: 'POST',
            url,
            headers: [['Content-Type', 'application/json']],
            body: JSON.stringify({ query: QUERY }),
          },
        );
        if (answer instanceof Error) throw answer;
        asked.push(answer);
      }
      answered ||= asked.some(speaksGraphql);
      const answer = asked.find((exchange) => typesOf(exchange) > 0);
      if (!answer) continue;
      yield {
        url,
        confidence: 'confirmed',
        saw: `${typesOf(answer)} types were listed.`,
        proof: [{ exchange: showing(answer, []), note: '__schema with its types' }],
        control: { fact: 'The schema stands in the answer, and the request carried no credential.' },
      };
    }
    if (answered) return;
    const byPost = surface.mode === 'active' ? '' : ' by GET; --active also asks by POST';
    return { untested: `no GraphQL endpoint answered${byPost}` };
  },
});

/** Data or a list of errors, as GraphQL answers (specification, section 7.1). */
function speaksGraphql({ response }: Exchange): boolean {
  const answer = json(response) as { data?: unknown; errors?: unknown } | null | undefined;
  return typeof answer === 'object' && answer !== null && (Array.isArray(answer.errors) || 'data' in answer);
}

function typesOf(exchange: Exchange | undefined): number {
  const answer = exchange
    ? (json(exchange.response) as { data?: { __schema?: { types?: unknown } } } | undefined)
    : undefined;
  const types = answer?.data?.__schema?.types;
  return Array.isArray(types) ? types.length : 0;
}
