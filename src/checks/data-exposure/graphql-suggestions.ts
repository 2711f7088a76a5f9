import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { defineRule } from '../rule.ts';

const PLACES = ['/graphql', '/api/graphql'];
/** Root fields that many schemas have. A letter more is within the edit distance of every implementation. */
const COMMON = 'user product order account item post viewer node search customer comment me'.split(' ');
const MISSPELLING = 'z';

export const graphqlSuggestions = defineRule({
  id: 'graphql-suggestions',
  title: 'GraphQL suggests the names of its fields',
  severity: 'info',
  cwe: [200, 209],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A misspelt field is answered with “Did you mean …”, so that the schema can be guessed name by name even where introspection is off.',
  fix: 'Turn suggestions off in production, together with introspection, unless the schema is public.',
  async *probe({ surface, http }) {
    let unknown = 'no GraphQL endpoint that answers GET was found';
    for (const place of PLACES) {
      const url = surface.target.origin + place;
      const control = await ask(http, url, '{__typename}');
      if (typeof dataOf(control)?.__typename !== 'string') continue;
      const known = fieldsIn(await ask(http, url, '{__schema{queryType{fields{name}}}}'));
      const sent = [...known.slice(0, 1), ...COMMON].map((name) => name + MISSPELLING);
      const asked = await ask(http, url, `{${sent.join(' ')}}`);
      const suggested = suggestionIn(asked);
      if (suggested !== undefined) {
        yield {
          url,
          confidence: 'confirmed',
          saw: `Misspelt fields were answered with a name that was not sent: "${suggested}".`,
          proof: [{ exchange: asked, note: `Did you mean "${suggested}"` }],
          control: { exchange: control, note: 'a field that exists is answered with data' },
        };
        return;
      }
      if (known.length > 0) return;
      unknown = 'common names, misspelt, brought no suggestion; the schema may have none that is near them';
    }
    return { untested: unknown };
  },
});

function ask(http: HttpClient, url: string, query: string): Promise<Exchange> {
  return http.once({ url: `${url}?query=${percentEncoded(query)}` });
}

function dataOf({ response }: Exchange): Readonly<Record<string, unknown>> | undefined {
  const answer = json(response) as { data?: unknown } | undefined;
  const data = answer?.data;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
}

/** Names of the root fields, where introspection gives them. */
function fieldsIn(exchange: Exchange): string[] {
  const schema = dataOf(exchange)?.__schema as { queryType?: { fields?: unknown } } | undefined;
  const fields = schema?.queryType?.fields;
  return Array.isArray(fields) ? fields.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])) : [];
}

/** A name behind "Did you mean" in an error of the answer (GraphQL specification, section 7.1.2). */
function suggestionIn({ response }: Exchange): string | undefined {
  const errors = (json(response) as { errors?: unknown } | undefined)?.errors;
  if (!Array.isArray(errors)) return undefined;
  const messages = errors.map((error: { message?: unknown } | null) => String(error?.message ?? ''));
  return messages.flatMap((message) => /Did you mean\W{1,5}(\w{1,60})/i.exec(message)?.[1] ?? [])[0];
}
