import { type HttpRequest, type HttpResponse, requestJson } from '../http/exchange.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { isGraphqlRead } from '../http/graphql-reads.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSecured } from '../openapi/secured.ts';

/** What stands in for the network in a dry run. */
export type StandIn = (request: HttpRequest, speaker: Identity) => HttpResponse;

export interface StandInFacts {
  readonly operations: readonly Operation[];
  /** True where a GraphQL schema was given: it is answered for at /graphql. */
  readonly graphql: boolean;
}

const LOGIN = /(?:^|\/)(?:log-?in|sign-?in|authenticate|auth|token|sessions?)\/?$/i;
/** A dry run sends some thousand requests at most, and what it makes it removes. */
const MOST_KEPT = 1_000;

/**
 * An obliging service of the documented operations: it keeps what is posted until it is deleted, gives it back at its
 * address and in its list, and lets in whoever has a credential. What it knows nothing of is an empty object; what is
 * not documented is 404.
 */
export function createStandIn({ operations, graphql }: StandInFacts): StandIn {
  const kept = new Map<string, Map<string, Node>>();
  let made = 0;

  const collection = (path: string) => {
    const items = kept.get(path) ?? new Map<string, Node>();
    kept.set(path, items);
    return items;
  };

  function post(path: string, sent: Node): HttpResponse {
    made += 1;
    const id = typeof sent.id === 'string' ? sent.id : made;
    const item = { ...sent, id };
    const items = collection(path);
    if (items.size < MOST_KEPT) items.set(String(id), item);
    return answered(201, item);
  }

  return (request, speaker) => {
    const { pathname } = new URL(request.url);
    const path = percentDecoded(pathname).replace(/\/$/, '');
    if (graphql && path === '/graphql' && isGraphqlRead(request))
      return answered(200, { data: { __typename: 'Query' } });
    const operation = matchOperation(operations, request.method, request.url);
    if (!operation) return answered(404, { error: 'not found' });
    if (isAnonymous(speaker) && isSecured(operation)) return answered(401, { error: 'unauthorized' });
    const body = requestJson(request);
    const sent = isNode(body) ? body : {};
    if (request.method === 'POST' && LOGIN.test(path))
      return answered(200, { token: `stand-in-${String(Object.values(sent)[0])}` });
    if (request.method === 'POST') return post(path, sent);
    const cut = path.lastIndexOf('/');
    const [above, id] = [path.slice(0, cut), path.slice(cut + 1)];
    const item = kept.get(above)?.get(id);
    if (!item) {
      const items = kept.get(path);
      return answered(200, items && request.method === 'GET' ? [...items.values()] : {});
    }
    if (request.method === 'DELETE') {
      kept.get(above)?.delete(id);
      return answered(204, undefined);
    }
    if (request.method === 'PUT' || request.method === 'PATCH')
      collection(above).set(id, { ...item, ...sent });
    return answered(200, collection(above).get(id));
  };
}

function answered(status: number, body: unknown): HttpResponse {
  return {
    status,
    httpVersion: '1.1',
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    truncated: false,
    headMs: 1,
    totalMs: 1,
  };
}
