import type { HeaderList, HttpRequest } from '../http/exchange.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import type { RequestView } from '../http/request-view.ts';
import type { Less } from './document.ts';
import { documentFor } from './document.ts';
import type { FieldOperation } from './operations.ts';
import { QUERY_SEGMENT } from './operations.ts';
import { lessThan, readAnswer } from './read-answer.ts';
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
    templates: byLengthAndName(endpoint.fields),
  }));

  function asked(url: string) {
    const [path = '', query = ''] = url.split('?', 2);
    const found = prefixes.find(({ prefix }) => path.startsWith(prefix));
    if (!found) return undefined;
    const segments = path.slice(found.prefix.length).split('/');
    const fitting = (found.templates.get(`${segments.length} ${segments[0]}`) ?? []).filter(({ template }) =>
      template.every((part, at) => part === segments[at] || part.startsWith('{')),
    );
    // `/staff/users` before `/staff/{id}`.
    const [best] = fitting.toSorted((one, other) => variables(one.template) - variables(other.template));
    if (!best) return undefined;
    const inPath = best.template.flatMap((part, at): [string, string][] =>
      part.startsWith('{') ? [[part.slice(1, -1), formDecoded(segments[at] ?? '')]] : [],
    );
    return { endpoint: found.endpoint, held: best.held, inPath, query };
  }

  function wireOf(request: HttpRequest, less?: Less): HttpRequest | undefined {
    const meant = asked(request.url);
    if (!meant) return undefined;
    const { endpoint, held, inPath, query } = meant;
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
    for (const [name, value] of inPath) args.set(name, value);
    const others = pairs.filter((pair) => !isArgument(pair));
    const url = others.length === 0 ? endpoint.url : `${endpoint.url}?${others.join('&')}`;
    const document = documentFor(endpoint.schema, held.steps, args, less);
    return onWire(request, asking(url, endpoint.way, document));
  }

  return {
    wireOf: (request) => wireOf(request),
    rest(request, response) {
      const meant = request.method === 'GET' ? asked(request.url) : undefined;
      const less = meant && lessThan(response, meant.held.steps);
      const wire = less && wireOf(request, less);
      // What has no parts to leave out is not asked for again.
      return wire?.body === wireOf(request)?.body && wire?.url === wireOf(request)?.url ? undefined : wire;
    },
    read(request, response) {
      const meant = request.method === 'GET' ? asked(request.url) : undefined;
      return meant ? readAnswer(response, meant.held.steps) : response;
    },
  };
}

interface Template {
  readonly held: FieldOperation;
  readonly template: readonly string[];
}

function byLengthAndName(fields: readonly FieldOperation[]): ReadonlyMap<string, readonly Template[]> {
  const templates = new Map<string, Template[]>();
  for (const held of fields) {
    const template = templateOf(held);
    const key = `${template.length} ${template[0]}`;
    templates.set(key, [...(templates.get(key) ?? []), { held, template }]);
  }
  return templates;
}

const templateOf = ({ operation }: FieldOperation) =>
  (operation.path.split(`/${QUERY_SEGMENT}/`)[1] ?? '').split('/');
const variables = (template: readonly string[]) => template.filter((part) => part.startsWith('{')).length;

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
