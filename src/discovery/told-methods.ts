import type { Identity } from '../identities/identity.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { Inquiry } from './inquiry.ts';
import { allowed } from './live-answer.ts';
import { isRisky } from './risky-path.ts';

const WRITES = new Set(['DELETE', 'PUT', 'PATCH']);

/**
 * Writes to single objects that OPTIONS tells of and the document does not: `DELETE /users/{id}` beside the documented
 * GET. A router that says the same of every place, also of one that takes no such write, tells nothing.
 */
export async function toldMethods(
  operations: readonly Operation[],
  spec: Spec | undefined,
  inquiry: Inquiry,
  speaker: Identity | undefined,
): Promise<Operation[]> {
  const reads = operations.filter(({ method, path }) => method === 'GET' && !isRisky(path));
  const single = reads.filter(
    (one) => /\/\{[^{}/]+\}\/?$/.test(one.path) && !operations.some((other) => writesThere(other, one)),
  );
  const plain = reads.find(({ path }) => !path.includes('{'));
  if (single.length === 0 || !plain) return [];
  const ask = async (operation: Operation) => {
    const answer = await inquiry.ask({ method: 'OPTIONS', url: requestFor(operation, spec).url }, speaker);
    return answer && answer.response.status < 400 ? allowed(answer) : [];
  };
  const beside = new Set(await ask(plain));
  if (beside.size === 0) return [];
  const found: Operation[] = [];
  for (const operation of single) {
    for (const method of await ask(operation))
      if (WRITES.has(method) && !beside.has(method)) found.push(told(method, operation));
  }
  return found;
}

function writesThere({ method, path, server }: Operation, one: Operation): boolean {
  return WRITES.has(method) && path === one.path && server === one.server;
}

function told(method: string, { path, server, parameters, security, tags }: Operation): Operation {
  return {
    ...{ id: `${method} ${path}`, method, path, server, tags, source: 'crawl' },
    parameters: parameters.filter((one) => one.in === 'path'),
    ...(security ? { security } : {}),
    ...{ bodies: [], responses: [], deprecated: false },
  };
}
