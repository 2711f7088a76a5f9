import type { Surface } from '../discovery/surface.ts';
import { anonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSecured } from '../openapi/secured.ts';
import { operationsToRead } from '../places/operations.ts';
import type { OperationOutcome, RetentionTarget } from '../result.ts';
import { optionalScheme } from './retention-place.ts';

/**
 * What shows that an operation takes a credential: the user named it, it lets nobody in, the document secures it, or it
 * answers otherwise where one is sent. `unknown`: nothing does, and its silence is worth nothing.
 */
export type Takes = RetentionTarget['takesCredential'];

export interface Endpoint {
  readonly url: string;
  readonly operation?: Operation;
  readonly takes: Takes;
}

/** Statuses of an operation that is there, and does something with what it is sent. */
const AT_WORK: ReadonlySet<OperationOutcome['status']> = new Set([
  'tested',
  'empty',
  'unauthorized',
  'forbidden',
]);

/**
 * Every operation that can be read, of the target's own origin, with what is known of it before anything is asked. Those
 * of which nothing is known are open ones: whether they read a credential, only an answer can tell.
 */
export function readableEndpoints(surface: Surface, operations: readonly OperationOutcome[]): Endpoint[] {
  const outcomes = new Map(operations.map((outcome) => [outcome.id, outcome]));
  return operationsToRead(surface).flatMap(({ operation, request: { url } }) => {
    const outcome = outcomes.get(operation.id);
    // A field of GraphQL has no address that could be asked as it stands; the probe sends GET alone.
    const canBeAsked =
      operation.method === 'GET' &&
      operation.source !== 'graphql' &&
      new URL(url).origin === surface.target.origin;
    if (!canBeAsked || outcome === undefined || !AT_WORK.has(outcome.status)) return [];
    return [{ url, operation, takes: takesOf(operation, outcome) }];
  });
}

/** Whoever is let in with a credential only, shows it; 403 for everybody may be an address list that reads none. */
function takesOf(operation: Operation, { status, access = [] }: OperationOutcome): Takes {
  const as = (name: string) => access.find(({ identity }) => identity === name)?.result;
  const refusesNobody = as(anonymous.name) === 'denied' && status !== 'forbidden';
  if (status === 'unauthorized' || refusesNobody) return 'refuses';
  if (isSecured(operation)) return 'documented';
  return optionalScheme(operation) ? 'documented' : 'unknown';
}

const CERTAINTY: readonly Takes[] = ['named', 'refuses', 'reads', 'documented', 'unknown'];

export interface Tried extends Endpoint {
  /** How long one answer took, ms: what a run can send depends on it. */
  readonly ms: number;
}

/** Surest first, then cheapest, then short paths, which do little else; the target itself before others of its kind. */
export function inOrder<One extends Tried>(tried: readonly One[], targetUrl: string): One[] {
  // Tenfold steps: a clock that trembles must not order them otherwise in the next scan.
  const cost = ({ ms }: Tried) => Math.floor(Math.log10(Math.max(10, ms)));
  const isOther = ({ url }: Tried) => (url === targetUrl ? 0 : 1);
  return tried.toSorted(
    (a, b) =>
      CERTAINTY.indexOf(a.takes) - CERTAINTY.indexOf(b.takes) ||
      cost(a) - cost(b) ||
      isOther(a) - isOther(b) ||
      a.url.length - b.url.length ||
      (a.url < b.url ? -1 : 1),
  );
}
