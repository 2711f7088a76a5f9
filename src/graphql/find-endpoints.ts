import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json, succeeded, text } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { haveCommonField, knowsAny, mergedSchemas } from './given-schema.ts';
import type { GraphqlSchema } from './schema.ts';
import { INTROSPECTION, readIntrospection } from './schema.ts';
import { readSdl } from './sdl.ts';
import { spokenSchema } from './spoken-schema.ts';
import { suggestedSchema } from './suggested-schema.ts';
import { asking, type Way } from './view.ts';

/** Where most services have it. Some routers know POST alone and answer GET as if nothing were there. */
const USUAL_PATHS = ['/graphql', '/api/graphql', '/v1/graphql'];
/** Where others have it: asked by GET, and by POST only where that shows that something is there. */
const OTHER_PATHS = ['/gql', '/graphql/v1', '/api/gql', '/graph', '/query', '/api/query'];
/** Files in which a service may hand out its schema. */
const DOCUMENTS = ['/schema.graphql', '/schema.graphqls'];

const PROBE = '{__typename}';

export interface EndpointSearch {
  readonly client: HttpClient;
  readonly origin: string;
  /** Path of the URL that the user typed. */
  readonly typed: string;
  readonly speaker?: Identity | undefined;
  /** Speaks where no identity is named. */
  readonly voice: Identity;
  /** Paths that the crawl came upon. */
  readonly known: readonly string[];
  /** What the user gave: then the endpoint may be the target itself, whatever its path. */
  readonly given?: GraphqlSchema | undefined;
  /** Scripts of pages and pages with scripts, which may hold queries. */
  readonly scripts?: () => readonly string[];
}

/** Every place of the origin that answers a query, each with its schema where it tells one. */
export async function findEndpoints(search: EndpointSearch): Promise<GraphqlEndpoint[]> {
  const { origin, typed, known, given } = search;
  const named = [typed, ...known].filter((path) => /(?:graphql|gql)(?:\/[^/]*)?\/?$/i.test(path));
  const usual = [...new Set([...(given ? [typed] : []), ...named, ...USUAL_PATHS])];
  const others = OTHER_PATHS.filter((path) => !usual.includes(path));
  const found = await Promise.all([
    ...usual.map((path) => endpointAt(search, origin + path, ['post', 'get'])),
    ...others.map((path) => endpointAt(search, origin + path, ['get', 'post'])),
  ]);
  const spoken = found.filter((endpoint) => endpoint !== undefined);
  return Promise.all(spoken.map((endpoint) => withSchema(search, endpoint)));
}

async function endpointAt(
  { client, voice, speaker }: EndpointSearch,
  url: string,
  ways: readonly Way[],
): Promise<GraphqlEndpoint | undefined> {
  const answers: Exchange[] = [];
  for (const way of ways) {
    const before = answers[0];
    if (before && !(way === 'post' ? mayTakePost(before) : maySpeakByGet(before))) return undefined;
    const answer = await asked(client, voice, asking(url, way, PROBE));
    if (!answer) return undefined;
    answers.push(answer);
    if (isTypename(answer)) return endpoint(url, way, true);
    if (!speaker || !mayNeedLogin(answer)) continue;
    const known = await asked(client, speaker, asking(url, way, PROBE));
    if (known && isTypename(known)) return endpoint(url, way, false);
  }
  return undefined;
}

function endpoint(url: string, way: Way, isOpen: boolean): GraphqlEndpoint {
  return { url: url.replace(/(.)\/$/, '$1'), way, isOpen };
}

const mayNeedLogin = (exchange: Exchange) =>
  [401, 403].includes(exchange.response.status) || speaksGraphql(exchange);

/** GraphQL that takes no GET, or wants more than a query of it; a page or an absent path says neither. */
const mayTakePost = (exchange: Exchange) =>
  speaksGraphql(exchange) || [400, 401, 403, 405, 406, 415].includes(exchange.response.status);

/** A route for GET alone answers POST with 404 or 405, as does an absent path. */
const maySpeakByGet = ({ request, response }: Exchange) =>
  [400, 405, 415].includes(response.status) ||
  (response.status === 404 && /^\/(?:api\/)?graphql$/.test(new URL(request.url).pathname));

async function asked(
  client: HttpClient,
  identity: Identity,
  request: RequestSpec,
): Promise<Exchange | undefined> {
  try {
    const answer = await client.as(identity).attemptOnce(request);
    return answer instanceof Error ? undefined : answer;
  } catch (failure) {
    if (failure instanceof TransportFailure && !['aborted', 'untrusted-tls'].includes(failure.code))
      return undefined;
    throw failure;
  }
}

/** Data or a list of errors with messages, as GraphQL answers (specification, section 7.1). */
export function speaksGraphql({ response }: Exchange): boolean {
  const answer = json(response) as { data?: unknown; errors?: unknown } | null | undefined;
  if (typeof answer !== 'object' || answer === null) return false;
  const [first] = Array.isArray(answer.errors) ? (answer.errors as { message?: unknown }[]) : [];
  return typeof first?.message === 'string' || (typeof answer.data === 'object' && answer.data !== null);
}

export function isTypename(exchange: Exchange): boolean {
  const answer = json(exchange.response) as { data?: { __typename?: unknown } | null } | null | undefined;
  return succeeded(exchange) && typeof answer?.data?.__typename === 'string';
}

async function withSchema(search: EndpointSearch, place: GraphqlEndpoint): Promise<GraphqlEndpoint> {
  const { client, voice, speaker, given } = search;
  const identity = place.isOpen || !speaker ? voice : speaker;
  const ask = (identityOf: Identity, document: string) =>
    asked(client, identityOf, asking(place.url, place.way, document));
  for (const who of new Set([identity, ...(speaker ? [speaker] : [])])) {
    const schema = introspected(await ask(who, INTROSPECTION));
    if (!schema) continue;
    const fits = given !== undefined && haveCommonField(schema, given);
    return {
      ...{ ...place, schema: fits ? mergedSchemas(schema, given) : schema, source: 'introspection' },
      ...(fits ? { fitsGiven: true } : {}),
    };
  }
  const messagesOf = async (document: string) => {
    const answer = await ask(identity, document);
    const errors = answer && (json(answer.response) as { errors?: unknown } | undefined)?.errors;
    return Array.isArray(errors) ? errors.map((error) => String(error?.message ?? '')) : [];
  };
  if (given && (await knowsAny(given, messagesOf)))
    return { ...place, schema: given, source: 'given', fitsGiven: true };
  const served = await servedDocument(search);
  if (served) return { ...place, schema: served, source: 'document' };
  const spoken = await spokenSchema(search.scripts?.() ?? []);
  const fitting = spoken && (await knowsAny(spoken, messagesOf)) ? spoken : undefined;
  const suggested = await suggestedSchema(messagesOf);
  if (fitting)
    return { ...place, schema: suggested ? mergedSchemas(fitting, suggested) : fitting, source: 'scripts' };
  return suggested ? { ...place, schema: suggested, source: 'suggestions' } : place;
}

function introspected(answer: Exchange | undefined): GraphqlSchema | undefined {
  const held = answer && (json(answer.response) as { data?: { __schema?: unknown } | null } | undefined);
  return readIntrospection(held?.data?.__schema);
}

async function servedDocument({ client, voice, origin }: EndpointSearch): Promise<GraphqlSchema | undefined> {
  for (const path of DOCUMENTS) {
    const answer = await asked(client, voice, { url: origin + path });
    if (!answer || !succeeded(answer) || answer.response.truncated) continue;
    const schema = await readSdl(text(answer.response));
    if (schema) return schema;
  }
  return undefined;
}
