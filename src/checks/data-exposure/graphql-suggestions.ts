import { json, text } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

const PLACES = ['/graphql', '/api/graphql'];

export const graphqlSuggestions = defineRule({
  id: 'graphql-suggestions',
  title: 'GraphQL suggests the names of its fields',
  severity: 'info',
  cwe: [200, 209],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A misspelt field is answered with “Did you mean …”, so that the schema can be guessed name by name even where introspection is off.',
  fix: 'Turn suggestions off in production, together with introspection, unless the schema is public.',
  async *probe({ surface, http }) {
    const misspelt = '?query=%7B__typenam%7D';
    let found = false;
    for (const place of PLACES) {
      const control = await http.once({ url: `${surface.target.origin}${place}?query=%7B__typename%7D` });
      if (!isGraphql(json(control.response))) continue;
      found = true;
      const asked = await http.once({ url: surface.target.origin + place + misspelt });
      if (!/Did you mean \\?["'“]?__typename/.test(text(asked.response))) continue;
      yield {
        url: surface.target.origin + place,
        confidence: 'confirmed',
        saw: 'The field __typenam was answered with the name that was meant.',
        proof: [{ exchange: asked, note: 'Did you mean "__typename"' }],
        control: { exchange: control, note: 'the right name is answered with data' },
      };
    }
    return found ? undefined : { untested: 'no GraphQL endpoint that answers GET was found' };
  },
});

function isGraphql(answer: unknown): boolean {
  const data =
    typeof answer === 'object' && answer !== null ? (answer as { data?: unknown }).data : undefined;
  return (
    typeof data === 'object' &&
    data !== null &&
    typeof (data as { __typename?: unknown }).__typename === 'string'
  );
}
