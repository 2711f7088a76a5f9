import { documentFor } from '../../graphql/document.ts';
import type { GraphqlEndpoint } from '../../graphql/endpoint.ts';
import type { Field } from '../../graphql/schema.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Severity } from '../../result.ts';
import { askGraphql, isWhole } from '../graphql-answers.ts';

/** How often one request repeats what it asks for: enough to tell that nothing counts, too little to strain a service. */
export const REPETITIONS = 10;

/** A field that costs the service something: the first that is answered without an argument, else only the type's name. */
export async function answeredField(
  http: HttpClient,
  endpoint: GraphqlEndpoint,
): Promise<{ readonly selection: string; readonly exchange: Exchange }> {
  const { schema } = endpoint;
  const [field] = (schema?.queries ?? []).filter(takesNothing);
  if (schema && field) {
    const document = documentFor(schema, [{ field, fills: new Map() }]);
    const exchange = await askGraphql(http, endpoint, document);
    if (isWhole(exchange)) return { selection: document.slice(1, -1), exchange };
  }
  return { selection: '__typename', exchange: await askGraphql(http, endpoint, '{__typename}') };
}

export const takesNothing = ({ args }: Field): boolean => args.every(({ type }) => !type.isRequired);

/** Shorter times differ by chance. */
const NOTICEABLE_MS = 300;

/** Low where the repetitions took the service at least half as many times as long; nothing where they cost no more. */
export function byCost(
  one: Exchange,
  many: Exchange,
): { readonly severity?: Severity; readonly severityReason?: string } {
  const [once, often] = [one.response.totalMs, many.response.totalMs];
  if (often < NOTICEABLE_MS || often < (once * REPETITIONS) / 2) return {};
  return { severity: 'low', severityReason: 'each repetition took the service as much time as the first' };
}
