import type { Exchange } from '../http/exchange.ts';
import type { BodyContent, Operation, Parameter, Spec } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Target } from '../target.ts';
import { isKeyInQuery, saysWho } from './credentials.ts';
import type { RecordedRequest, Recording } from './recorded-request.ts';
import { createCounts } from './recorded-request.ts';
import { seenSchema } from './seen-schema.ts';
import { type Template, templateOf } from './template.ts';

/** The requests of one file as operations of the target. */
export interface RecordedOperations {
  /** In the shape of a document, so that its base is settled as a document's; it describes no answers and no rights. */
  readonly spec: Spec;
  /** True where the base stands in a variable: the operations may lie below another path of the target. */
  readonly isPortable: boolean;
  /** What was sent to each operation, by its id: path and query below its server. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** Recorded answers: what they gave out may still be there. */
  readonly answers: readonly Exchange[];
  /** The requests that became operations. */
  readonly requests: readonly RecordedRequest[];
  /** How many did not, by the reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Origins of requests that are none of the target's, the most frequent first. */
  readonly otherOrigins: readonly string[];
}

/** As many as of a document; each is held in memory for the whole scan. */
const MOST_OPERATIONS = 10_000;
/** The pool keeps a few values of each parameter; further ones could never be sent. */
const MOST_SENT = 20;

interface Gathered {
  readonly method: string;
  readonly server: string;
  readonly template: Template;
  readonly requests: RecordedRequest[];
  readonly sent: Set<string>;
}

/** Requests of one method and path become one operation; those of other origins are counted, and none of ours. */
export function recordedOperations(uri: string, recording: Recording, target: Target): RecordedOperations {
  const counts = createCounts();
  const origins = new Map<string, number>();
  const gathered = new Map<string, Gathered>();
  const taken: RecordedRequest[] = [];
  const answers: Exchange[] = [];
  for (const request of recording.requests) {
    const server = serverOf(request, target);
    if (server === undefined) {
      const { base = '' } = request.address;
      const origin = URL.canParse(base) ? new URL(base).origin : base;
      origins.set(origin, (origins.get(origin) ?? 0) + 1);
      counts.add('to other origins');
      continue;
    }
    const template = templateOf(request.address);
    const key = `${request.method} ${server}${template.shape}`;
    let known = gathered.get(key);
    if (!known) {
      if (gathered.size >= MOST_OPERATIONS) {
        counts.add(`beyond the first ${MOST_OPERATIONS.toLocaleString('en')} operations`);
        continue;
      }
      known = { method: request.method, server, template, requests: [], sent: new Set() };
      gathered.set(key, known);
    }
    known.requests.push(request);
    taken.push(request);
    if (template.sent === undefined) continue;
    const sent = template.sent + searchOf(request);
    if (known.sent.size < MOST_SENT) known.sent.add(sent);
    if (request.answer && known.requests.length <= MOST_SENT)
      answers.push(exchangeOf(request, server + sent));
  }
  const all = uniquelyNamed([...gathered.values()]);
  return {
    spec: specOf(
      uri,
      recording,
      all.map(({ operation }) => operation),
    ),
    isPortable: taken.some(({ address }) => address.isPortable || address.base === undefined),
    sent: new Map(all.map(({ operation, one }) => [operation.id, [...one.sent]])),
    answers,
    requests: taken,
    leftOut: new Map([...recording.leftOut, ...counts.all]),
    otherOrigins: [...origins].sort(([, a], [, b]) => b - a).map(([origin]) => origin),
  };
}

/** Base URL below which the request lies, or undefined where it is meant for somebody else. */
function serverOf({ address: { base, isPortable } }: RecordedRequest, target: Target): string | undefined {
  if (base === undefined) return target.url.replace(/[?#].*$/s, '').replace(/(?<!\/)\/+$/, '');
  if (base.startsWith('//')) return base === `//${new URL(target.url).host}` ? target.origin : undefined;
  if (isPortable) return base;
  const { origin } = new URL(base);
  // Plain http is in the scope of an https target for its redirect alone.
  if (target.https && origin === `http://${target.hostname}`) return target.origin;
  return target.scope.includes(origin) ? base : undefined;
}

/** An operation of the same path on another server is told apart by its whole path. */
function uniquelyNamed(
  all: readonly Gathered[],
): { readonly one: Gathered; readonly operation: Operation }[] {
  const ids = new Set<string>();
  return all.flatMap((one) => {
    const { method, template } = one;
    const short = `${method} ${template.path}`;
    const id = ids.has(short) ? `${method} ${serverPath(one)}${template.path}` : short;
    if (ids.has(id)) return [];
    ids.add(id);
    return [{ one, operation: operationOf(id, one) }];
  });
}

function operationOf(id: string, { method, server, template, requests }: Gathered): Operation {
  const summary = requests.find(({ name }) => name !== undefined)?.name;
  return {
    id,
    method,
    path: template.path,
    server,
    source: 'request',
    parameters: [
      ...pathParameters(template, requests),
      ...queryParameters(requests),
      ...headerParameters(requests),
    ],
    bodies: bodiesOf(requests),
    responses: [],
    deprecated: false,
    ...(summary === undefined ? {} : { summary }),
    tags: [],
  };
}

function pathParameters({ names, values }: Template, requests: readonly RecordedRequest[]): Parameter[] {
  return names.map((name, at) => {
    const value =
      values.get(name) ??
      requests
        .map(({ address }) => [...templateOf(address).values.values()][at])
        .find((one) => one !== undefined);
    return { name, in: 'path', required: true, ...(value === undefined ? {} : { example: value }) };
  });
}

/** Required where every request had it: it is sent as it was seen to work. */
function parametersOf(
  place: 'query' | 'header',
  lists: readonly (readonly (readonly [string, string | undefined])[])[],
): Parameter[] {
  const seen = new Map<string, { readonly name: string; count: number; example: string | undefined }>();
  for (const list of lists) {
    const here = new Set<string>();
    for (const [name, value] of list) {
      const key = place === 'header' ? name.toLowerCase() : name;
      const known = seen.get(key) ?? { name, count: 0, example: undefined };
      if (!here.has(key)) known.count += 1;
      here.add(key);
      known.example ??= value;
      seen.set(key, known);
    }
  }
  return [...seen.values()].map(({ name, count, example }) => ({
    name,
    in: place,
    required: count === lists.length,
    ...(example === undefined ? {} : { example }),
  }));
}

function queryParameters(requests: readonly RecordedRequest[]): Parameter[] {
  return parametersOf(
    'query',
    requests.map(({ address }) => address.query.filter(([name]) => !isKeyInQuery(name))),
  );
}

/** What clients, browsers and proxies write themselves, whatever the operation. */
const OF_THE_CLIENT =
  /^(?::.*|host|content-.*|transfer-encoding|connection|keep-alive|proxy-.*|te|trailer|upgrade.*|expect|accept.*|user-agent|origin|referer|sec-.*|if-.*|cache-control|pragma|dnt|priority|range|postman-token|traceparent|tracestate|baggage|x-b3-.*|x-datadog-.*|newrelic|x-request-id|x-correlation-id|access-control-.*|via|x?-?forwarded.*|x-real-ip|date|save-data|device-memory|downlink|ect|rtt|viewport-width|age)$/i;

function headerParameters(requests: readonly RecordedRequest[]): Parameter[] {
  return parametersOf(
    'header',
    requests.map(({ headers }) => headers.filter(([name]) => !OF_THE_CLIENT.test(name) && !saysWho(name))),
  );
}

function bodiesOf(requests: readonly RecordedRequest[]): BodyContent[] {
  const examples = new Map<string, unknown[]>();
  for (const { body } of requests)
    if (body) examples.set(body.mediaType, [...(examples.get(body.mediaType) ?? []), body.example]);
  return [...examples].map(([mediaType, all]) => {
    const schema = seenSchema(all);
    return { mediaType, example: all[0], ...(schema === undefined ? {} : { schema }) };
  });
}

function searchOf({ address }: RecordedRequest): string {
  const pairs = address.query.flatMap(([name, value]) =>
    value === undefined || isKeyInQuery(name)
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function exchangeOf({ method, answer }: RecordedRequest, url: string): Exchange {
  return {
    id: 0,
    identity: 'recorded',
    request: { method, url, headers: [] },
    response: {
      status: answer?.status ?? 0,
      httpVersion: '1.1',
      headers: answer?.headers ?? [],
      body: Buffer.from(answer?.body ?? ''),
      truncated: false,
      headMs: 0,
      totalMs: 0,
    },
  };
}

function specOf(uri: string, { what, title }: Recording, operations: readonly Operation[]): Spec {
  const servers = [...new Set(operations.map(({ server }) => server))];
  return {
    uri,
    version: what,
    title,
    root: { servers: servers.map((url) => ({ url })) },
    servers,
    operations,
    securitySchemes: new Map(),
    resolve: WITHOUT_SPEC.resolve,
    lineOf: () => undefined,
    problems: [],
  };
}
