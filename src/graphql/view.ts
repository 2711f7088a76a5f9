import { type HeaderList, type HttpRequest, requestJson } from '../http/exchange.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import type { RequestView } from '../http/request-view.ts';
import { withValueAt } from '../openapi/json-pointer.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import type { Less } from './document.ts';
import { documentFor, mutationFor } from './document.ts';
import type { MutationOperation } from './mutations.ts';
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
  readonly mutations?: readonly MutationOperation[];
}

/** Sends what is asked of a field's address as a query of its endpoint, and reads the answer as the field's own. */
export function graphqlView(endpoints: readonly Viewed[]): RequestView {
  const prefixes = endpoints.map((endpoint) => ({
    prefix: `${endpoint.url.replace(/\/$/, '')}/${QUERY_SEGMENT}/`,
    endpoint,
    reads: byLengthAndName(endpoint.fields),
    writes: byLengthAndName(endpoint.mutations ?? []),
  }));
  type Prefixed = (typeof prefixes)[number];

  function meant<Held extends Addressed>(
    url: string,
    templatesOf: (prefixed: Prefixed) => Templates<Held>,
    isMeant: (held: Held) => boolean = () => true,
  ) {
    const [path = '', query = ''] = url.split('?', 2);
    const found = prefixes.find(({ prefix }) => path.startsWith(prefix));
    if (!found) return undefined;
    const segments = path.slice(found.prefix.length).split('/');
    const fitting = (templatesOf(found).get(`${segments.length} ${segments[0]}`) ?? []).filter(
      ({ held, template }) =>
        isMeant(held) && template.every((part, at) => part === segments[at] || part.startsWith('{')),
    );
    // `/staff/users` before `/staff/{id}`.
    const [best] = fitting.toSorted((one, other) => variables(one.template) - variables(other.template));
    if (!best) return undefined;
    const inPath = best.template.flatMap((part, at): [string, string][] =>
      part.startsWith('{') ? [[part.slice(1, -1), formDecoded(segments[at] ?? '')]] : [],
    );
    return { endpoint: found.endpoint, held: best.held, inPath, query };
  }

  const asked = (url: string) => meant(url, ({ reads }) => reads);
  const written = ({ method, url }: HttpRequest) =>
    meant(
      url,
      ({ writes }) => writes,
      ({ operation }) => operation.method === method,
    );

  function wireOf(request: HttpRequest, less?: Less): HttpRequest | undefined {
    // What a browser asks before a query concerns the endpoint, whatever field is meant.
    if (request.method === 'OPTIONS') {
      const { endpoint } = asked(request.url) ?? meant(request.url, ({ writes }) => writes) ?? {};
      return endpoint && { ...request, url: endpoint.url };
    }
    if (request.method !== 'GET') return mutationOf(request);
    const read = asked(request.url);
    if (!read) return undefined;
    const { endpoint, held, inPath, query } = read;
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

  /** The members of a body are the arguments, and what stands in the path is one of them. */
  function mutationOf(request: HttpRequest): HttpRequest | undefined {
    const write = written(request);
    if (!write) return undefined;
    const { endpoint, held, inPath } = write;
    const [[, id] = []] = inPath;
    const sent = requestJson(request);
    const body = held.holder === undefined ? sent : { [held.holder]: sent };
    const values = held.identifier && id !== undefined ? withValueAt(body, held.identifier, id) : body;
    const document = mutationFor(endpoint.schema, held.field, isNode(values) ? values : {});
    return onWire(request, asking(endpoint.url, 'post', document));
  }

  return {
    wireOf: (request) => wireOf(request),
    rest(request, response) {
      const read = request.method === 'GET' ? asked(request.url) : undefined;
      const less = read && lessThan(response, read.held.steps);
      const wire = less && wireOf(request, less);
      // What has no parts to leave out is not asked for again.
      return wire?.body === wireOf(request)?.body && wire?.url === wireOf(request)?.url ? undefined : wire;
    },
    read(request, response) {
      if (request.method === 'GET') {
        const read = asked(request.url);
        return read ? readAnswer(response, read.held.steps) : response;
      }
      const write = written(request);
      return write ? readAnswer(response, [{ field: write.held.field }]) : response;
    },
  };
}

interface Addressed {
  readonly operation: Operation;
}

interface Template<Held> {
  readonly held: Held;
  readonly template: readonly string[];
}

type Templates<Held> = ReadonlyMap<string, readonly Template<Held>[]>;

function byLengthAndName<Held extends Addressed>(fields: readonly Held[]): Templates<Held> {
  const templates = new Map<string, Template<Held>[]>();
  for (const held of fields) {
    const template = templateOf(held);
    const key = `${template.length} ${template[0]}`;
    templates.set(key, [...(templates.get(key) ?? []), { held, template }]);
  }
  return templates;
}

const templateOf = ({ operation }: Addressed) =>
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
