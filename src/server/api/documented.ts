import type { createRoute } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Scope } from '../store/schema.ts';
import { Problem, problemShape } from './problem.ts';

type Route = Parameters<typeof createRoute>[0];
type Responses = Route['responses'];

/** Said of every answer by `authenticate`. */
const LIMIT_HEADERS = z.object({
  'RateLimit-Policy': z.string().describe('quota and window in seconds'),
  RateLimit: z.string().describe('what is left of it, and for how many seconds it holds'),
});
const RETRY_HEADERS = z.object({ 'Retry-After': z.string().describe('seconds to wait') });
/** Words that are written in capitals. */
const CAPITALS: Readonly<Record<string, string>> = { api: 'API', apis: 'APIs' };

/**
 * A route as the document tells of it: with what is true of every operation, taken from what enforces it. Its scope stands
 * as a role beside the security scheme (OpenAPI 3.1, Security Requirement Object).
 */
export function documented<R extends Route>(route: R): R {
  const scope = scopeOf(route.middleware);
  if (scope === undefined) return route;
  return {
    ...route,
    ...(route.request?.body?.required ? { middleware: [route.middleware ?? [], onlyJson].flat() } : {}),
    summary: route.summary ?? summaryOf(route.operationId ?? ''),
    description: [route.description, `Takes a key of the scope "${scope}".`].filter(Boolean).join(' '),
    security: [{ key: [scope] }],
    responses: responsesOf(route),
  };
}

/** Else a body of another type would count as an empty one. */
const onlyJson: MiddlewareHandler = async (context, next) => {
  if (!/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(context.req.header('content-type') ?? ''))
    throw new Problem(415, 'unsupported-media-type', 'The body has to be application/json.');
  await next();
};

function scopeOf(middleware: Route['middleware']): Scope | undefined {
  const all = middleware === undefined ? [] : [middleware].flat();
  return all.map((one) => (one as { readonly scope?: Scope }).scope).find((scope) => scope !== undefined);
}

/** `listApis` → `List APIs`. */
function summaryOf(operationId: string): string {
  const [first = '', ...others] = operationId.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const words = [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...others];
  return words.map((word) => CAPITALS[word] ?? word).join(' ');
}

function responsesOf({ request, responses }: Route): Responses {
  const content = { 'application/problem+json': { schema: problemShape } };
  const told = {
    ...(request?.params || request?.query || request?.headers || request?.body
      ? { 400: { description: 'Bad Request', content } }
      : {}),
    ...(request?.body
      ? {
          413: { description: 'Content Too Large', content },
          415: { description: 'Unsupported Media Type', content },
        }
      : {}),
    ...responses,
  };
  return Object.fromEntries(
    Object.entries(told).map(([status, response]) => [
      status,
      status === '401'
        ? response
        : {
            headers: status === '429' ? LIMIT_HEADERS.extend(RETRY_HEADERS.shape) : LIMIT_HEADERS,
            ...response,
          },
    ]),
  ) as Responses;
}
