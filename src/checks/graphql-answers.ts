import type { GraphqlEndpoint } from '../graphql/endpoint.ts';
import { asking } from '../graphql/view.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { isNode } from '../openapi/node.ts';

type Node = Readonly<Record<string, unknown>>;

/** Sends a document as the endpoint takes it; once in a scan. */
export function askGraphql(
  http: HttpClient,
  { url, way }: GraphqlEndpoint,
  document: string,
): Promise<Exchange> {
  return http.once(asking(url, way, document));
}

export function graphqlData({ response }: Exchange): Node | undefined {
  const answer = json(response);
  return isNode(answer) && isNode(answer.data) ? answer.data : undefined;
}

/** Messages of all errors in the answer (GraphQL specification, section 7.1.2). */
export function graphqlMessages({ response }: Exchange): string[] {
  const answer = json(response);
  const errors = isNode(answer) && Array.isArray(answer.errors) ? answer.errors : [];
  return errors.map((error: { message?: unknown } | null) => String(error?.message ?? ''));
}

/** Data and not a single error. */
export function isWhole(exchange: Exchange): boolean {
  return graphqlData(exchange) !== undefined && graphqlMessages(exchange).length === 0;
}
