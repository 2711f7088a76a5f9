import type { Operation } from '../openapi/operation.ts';

/** How an object is made says what changes of it take, where a script or a page does not. */
export function withMakersBody(operation: Operation, operations: readonly Operation[]): Operation {
  const { method, path, server, source, bodies } = operation;
  const isBare = bodies.length === 0 && (source === 'crawl' || source === 'guess');
  const collection = /^(.*)\/\{[^{}/]+\}\/?$/.exec(path)?.[1];
  if (!isBare || collection === undefined || (method !== 'PATCH' && method !== 'PUT')) return operation;
  const maker = operations.find(
    (one) => one.method === 'POST' && one.server === server && one.path.replace(/\/$/, '') === collection,
  );
  const taken = maker?.bodies.filter(({ mediaType }) => /json/.test(mediaType)) ?? [];
  return { ...operation, bodies: taken };
}
