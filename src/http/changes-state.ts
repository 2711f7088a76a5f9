import { isSafe } from '../openapi/operation.ts';
import type { HttpRequest } from './exchange.ts';
import { isGraphqlRead } from './graphql-reads.ts';

const OVERRIDES = /^x-(?:http-)?method(?:-override)?$/i;

/** True for a request that may change something: by its method, or by the one that it asks to be taken for. */
export function changesState({
  method,
  url,
  headers,
}: Pick<HttpRequest, 'method' | 'url' | 'headers'>): boolean {
  const asked = [
    ...headers.filter(([name]) => OVERRIDES.test(name)).map(([, value]) => value),
    ...[...url.matchAll(/[?&]_method=([^&#]*)/gi)].map(([, value = '']) => value),
  ];
  return [method, ...asked].some((name) => !isSafe(name.trim().toUpperCase()));
}

/** The same, but for a query of GraphQL, which is read only though it travels by POST. */
export function mayChange(request: HttpRequest): boolean {
  return changesState(request) && (!isGraphqlRead(request) || changesState({ ...request, method: 'GET' }));
}
