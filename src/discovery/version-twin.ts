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
  const seen = new Set<string>();
  const isVersion = ({ path }: Operation) => VERSION.test(path) && !path.includes('?');
  const plain = found.some(isVersion) ? withoutVersions(documented, origin) : [];
  return found
    .map((operation) => (isVersion(operation) ? likeItsTwin(operation, plain, origin) : operation))
    .filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Without what is read only when it is asked for, such as lines of the document: large ones would be read twice. */
function withoutVersions(documented: readonly Operation[], origin: string): Operation[] {
  return documented
    .filter(({ server, path }) => new URL(server).origin === origin && path.includes('{'))
    .map((operation) => ({
      id: operation.id,
      method: operation.method,
      source: operation.source,
      server: origin,
      path: pathOf(operation).replace(VERSION, ''),
      parameters: operation.parameters,
      bodies: operation.bodies,
      responses: operation.responses,
      deprecated: operation.deprecated,
      tags: operation.tags,
    }));
}

function likeItsTwin(operation: Operation, plain: readonly Operation[], origin: string): Operation {
  const version = VERSION.exec(operation.path)?.[0];
  if (version === undefined) return operation;
  const twins = operationsAt(plain, origin + operation.path.replace(VERSION, ''));
  const twin = twins.find(({ method }) => method === operation.method);
  if (!twin) return operation;
  const before = operation.path.slice(0, operation.path.search(VERSION)).split('/').length - 1;
  const segments = twin.path.split('/').slice(1);
  const path = ['', ...segments.slice(0, before), version.slice(1), ...segments.slice(before)].join('/');
  const { parameters, bodies, responses } = twin;
  return { ...operation, id: `${operation.method} ${path}`, path, parameters, bodies, responses };
}
