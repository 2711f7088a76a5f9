import { matchOperation, operationsAt } from '../openapi/cross-reference.ts';
import { withoutEnvelope } from '../openapi/envelope.ts';
import type { BodyContent, Operation, Parameter } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import type { LivePlace } from './live-places.ts';

/** The URL that the user typed is an operation, whatever else is known. */
export function targetOperation(target: Target): Operation {
  const { pathname, searchParams } = new URL(target.url);
  return bare(
    'GET',
    pathname,
    target.origin,
    'target',
    new Map([...searchParams.keys()].map((name) => [name, false])),
  );
}

/** What the crawl found and the document does not name. */
export function crawledOperations(
  places: readonly LivePlace[],
  target: Target,
  documented: readonly Operation[],
  documents: readonly string[],
): Operation[] {
  const { pathname } = new URL(target.url);
  return places.flatMap(({ template, methods, query, bodies, headers, source }) => {
    const url = target.origin + template;
    if (documents.includes(url) || isDocumentation(template)) return [];
    const known = new Set(operationsAt(documented, url).map(({ method }) => method));
    // HEAD and OPTIONS answers of routers list what middleware takes; GET is what was seen.
    // `/users/signup`, documented for POST alone, answers to GET as `/users/{id}` does.
    const fresh = methods.filter(
      (method) =>
        !known.has(method) &&
        (known.size === 0 || (method === 'GET' && !matchOperation(documented, method, url))),
    );
    return fresh.map((method) =>
      bare(
        method,
        template,
        target.origin,
        template === pathname && method === 'GET' ? 'target' : source,
        // What a list is filtered by says nothing of what is added to it.
        method !== 'GET' && methods.includes('GET') ? new Map() : query,
        bodies.get(method),
        headers,
      ),
    );
  });
}

function isDocumentation(template: string): boolean {
  return /(?:openapi|swagger|api-docs|redoc|asyncapi)(?:(?!openapi|swagger|api-docs|redoc|asyncapi)[\w.-])*(?:\/|$)/i.test(
    template,
  );
}

function bare(
  method: string,
  path: string,
  server: string,
  source: Operation['source'],
  query: ReadonlyMap<string, boolean>,
  body?: BodyContent,
  headers: readonly string[] = [],
): Operation {
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(
    ([, name = '']): Parameter => ({ name, in: 'path', required: true }),
  );
  const inQuery = [...query].map(([name, required]): Parameter => ({ name, in: 'query', required }));
  const inHeaders = headers.map((name): Parameter => ({ name, in: 'header', required: false }));
  return {
    id: `${method} ${path}`,
    method,
    path,
    server,
    source,
    parameters: [...inPath, ...inQuery, ...inHeaders],
    bodies: body ? [withoutEnvelope(body)] : [],
    responses: [],
    deprecated: false,
    tags: [],
  };
}

/** Absolute URL of the operation's path template; variables stay in braces. */
export function operationUrl({ server, path }: Operation): string {
  return `${server.replace(/\/$/, '')}${path}`;
}
