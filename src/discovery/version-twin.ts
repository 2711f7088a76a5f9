import { operationsAt } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';

/** The segment that names a version of the API. */
export const VERSION = /\/(?:v(\d{1,2})|beta)(?=\/|$)/i;

const pathOf = (operation: Operation) => `${serverPath(operation)}${operation.path}`;

/**
 * What was found as another version of a documented operation gets its variables and what it takes:
 * `/api/v1/patients/4b9d…` is `/api/v1/patients/{patientId}`.
 */
export function likeTheirTwins(
  found: readonly Operation[],
  documented: readonly Operation[],
  origin: string,
): Operation[] {
  const plain = documented
    .filter(({ server, path }) => new URL(server).origin === origin && path.includes('{'))
    .map((operation) => ({
      ...operation,
      server: origin,
      path: pathOf(operation).replace(VERSION, ''),
    }));
  const seen = new Set<string>();
  return found
    .map((operation) => likeItsTwin(operation, plain, origin))
    .filter(({ id }) => !seen.has(id) && seen.add(id));
}

function likeItsTwin(operation: Operation, plain: readonly Operation[], origin: string): Operation {
  const version = VERSION.exec(operation.path)?.[0];
  if (version === undefined || operation.path.includes('?')) return operation;
  const twins = operationsAt(plain, origin + operation.path.replace(VERSION, ''));
  const twin = twins.find(({ method }) => method === operation.method);
  if (!twin) return operation;
  const before = operation.path.slice(0, operation.path.search(VERSION)).split('/').length - 1;
  const segments = twin.path.split('/').slice(1);
  const path = ['', ...segments.slice(0, before), version.slice(1), ...segments.slice(before)].join('/');
  const { parameters, bodies, responses } = twin;
  return { ...operation, id: `${operation.method} ${path}`, path, parameters, bodies, responses };
}
