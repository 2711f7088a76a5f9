import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { TransportFailure } from '../../http/transport-failure.ts';
import type { PlaceKind } from '../../places/place.ts';
import { confirmed, defineRule, untested } from '../rule.ts';

const PLACES = ['/graphql', '/api/graphql'];
/** Root fields that many schemas have. A letter more is within the edit distance of every implementation. */
const COMMON = 'user product order account item post viewer node search customer comment me'.split(' ');
const MISSPELLING = 'z';

const endpoints: PlaceKind<Endpoint> = {
  one: 'GraphQL endpoint that answers GET',
  many: 'GraphQL endpoints',
  async find({ surface, http }) {
    const found = await Promise.all(PLACES.map((path) => endpointAt(http, surface.target.origin + path)));
    return found.flat();
  },
  key: ({ url }) => url,
  unusable: ({ failure }) => failure?.message,
};

export const graphqlSuggestions = defineRule({
  id: 'graphql-suggestions',
  title: 'GraphQL suggests the names of its fields',
  severity: 'info',
  cwe: [200, 209],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A misspelt field is answered with “Did you mean …”, so that the schema can be guessed name by name even where introspection is off.',
  fix: 'Turn suggestions off in production, together with introspection, unless the schema is public.',
  places: endpoints,
  async judge({ url }, { http }) {
    const control = await ask(http, url, '{__typename}');
    const known = fieldsIn(await ask(http, url, '{__schema{queryType{fields{name}}}}'));
    const sent = [...known.slice(0, 1), ...COMMON].map((name) => name + MISSPELLING);
    const asked = await ask(http, url, `{${sent.join(' ')}}`);
    const suggested = suggestionIn(asked);
    if (suggested === undefined)
      return known.length > 0
        ? 'clean'
        : untested(
            'common names, misspelt, brought no suggestion; the schema may have none that is near them',
          );
    return {
      ...confirmed(
        `Misspelt fields were answered with a name that was not sent: "${suggested}".`,
        [asked, `Did you mean "${suggested}"`],
        [control, 'a field that exists is answered with data'],
      ),
      url,
    };
  },
});

/** A path at which GraphQL answered, or from which no answer came at all. */
interface Endpoint {
  readonly url: string;
  readonly failure?: TransportFailure;
}

async function endpointAt(http: HttpClient, url: string): Promise<readonly Endpoint[]> {
  const answer = await http.attemptOnce(query(url, '{__typename}'));
  if (answer instanceof Error) return [{ url, failure: answer }];
  return typeof dataOf(answer)?.__typename === 'string' ? [{ url }] : [];
}

function ask(http: HttpClient, url: string, asked: string): Promise<Exchange> {
  return http.once(query(url, asked));
}

function query(url: string, asked: string): RequestSpec {
  return { url: `${url}?query=${percentEncoded(asked)}` };
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
