import type { HeaderList, HttpRequest } from '../http/exchange.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import type { RequestView } from '../http/request-view.ts';
import { documentFor } from './document.ts';
import type { FieldOperation } from './operations.ts';
import { QUERY_SEGMENT } from './operations.ts';
import { readAnswer } from './read-answer.ts';
import type { GraphqlSchema } from './schema.ts';

/** How an endpoint takes queries. */
export type Way = 'post' | 'get';

/** A document as a request of this endpoint. */
export function asking(
  url: string,
  way: Way,
  query: string,
): { readonly method: string; readonly url: string; readonly headers: HeaderList; readonly body?: string } {
  if (way === 'post')
    return {
      method: 'POST',
      url,
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ query }),
    };
  return {
    method: 'GET',
    url: `${url}${url.includes('?') ? '&' : '?'}query=${percentEncoded(query)}`,
    headers: [],
  };
}

interface Viewed {
  readonly url: string;
  readonly way: Way;
  readonly schema: GraphqlSchema;
  readonly fields: readonly FieldOperation[];
}

/** Sends what is asked of a field's address as a query of its endpoint, and reads the answer as the field's own. */
export function graphqlView(endpoints: readonly Viewed[]): RequestView {
  const prefixes = endpoints.map((endpoint) => ({
    prefix: `${endpoint.url.replace(/\/$/, '')}/${QUERY_SEGMENT}/`,
    endpoint,
    byName: new Map(endpoint.fields.map((held) => [held.field.name, held])),
  }));

  function asked(url: string) {
    const [path = '', query = ''] = url.split('?', 2);
    const found = prefixes.find(({ prefix }) => path.startsWith(prefix));
    const segments = found ? path.slice(found.prefix.length).split('/') : [];
    const held = found?.byName.get(segments[0] ?? '');
    const template = (held?.operation.path.split(`/${QUERY_SEGMENT}/`)[1] ?? '').split('/');
    const fits =
      segments.length === template.length &&
      template.every((part, at) => part === segments[at] || part.startsWith('{'));
    if (!found || !held || !fits) return undefined;
    return { endpoint: found.endpoint, held, last: segments.at(-1) ?? '', query };
  }

  return {
    wireOf(request) {
      const meant = asked(request.url);
      if (!meant) return undefined;
      const { endpoint, held, last, query } = meant;
      // What a browser asks before a query concerns the endpoint, whatever field is meant.
      if (request.method === 'OPTIONS') return { ...request, url: endpoint.url };
      if (request.method !== 'GET') return undefined;
      const pairs = query.split('&').filter((pair) => pair !== '');
      const names = new Set(held.operation.parameters.map(({ name }) => name));
      const isArgument = (pair: string) => names.has(formDecoded(pair.split('=')[0] ?? ''));
      const args = new Map(
        pairs.filter(isArgument).map((pair) => {
          const at = pair.indexOf('=');
          return [
            formDecoded(at < 0 ? pair : pair.slice(0, at)),
            at < 0 ? '' : formDecoded(pair.slice(at + 1)),
          ] as const;
        }),
      );
      if (held.inPath !== undefined) args.set(held.inPath, formDecoded(last));
      const others = pairs.filter((pair) => !isArgument(pair));
      const url = others.length === 0 ? endpoint.url : `${endpoint.url}?${others.join('&')}`;
      return onWire(request, asking(url, endpoint.way, documentFor(endpoint.schema, held.field, args)));
    },
    read(request, response) {
      const meant = request.method === 'GET' ? asked(request.url) : undefined;
      return meant ? readAnswer(response, meant.held.field.name) : response;
    },
  };
}

/** The same voice and headers, but for those that say what the body is. */
function onWire(
  request: HttpRequest,
  { method, url, headers, body }: ReturnType<typeof asking>,
): HttpRequest {
  const kept = request.headers.filter(([name]) => !/^content-(?:length|type)$/i.test(name));
  const length: HeaderList = body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  return {
    method,
    url,
    headers: [...kept, ...length, ...headers],
    ...(body === undefined ? {} : { body }),
  };
}
