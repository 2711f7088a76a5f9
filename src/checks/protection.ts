import type { Exchange } from '../http/exchange.ts';
import type { Operation } from '../openapi/operation.ts';
import { accepts, looksLikeRefusal } from './answers.ts';
import type { ProbeContext } from './rule.ts';
import type { Reachable } from './sampling.ts';
import { reachable } from './sampling.ts';

/** More operations than this are seldom asked for one flaw: it shows on the first ones. */
const ASKED_AT_MOST = 24;

/** A GET operation that refuses anonymous: what every bypass is measured against. */
export interface Refused extends Reachable {
  readonly refusal: Exchange;
}

/** A GET operation that refuses anonymous and serves the identity: what every forged credential is measured against. */
export interface Guarded extends Refused {
  readonly granted: Exchange;
}

/** Operations that refuse anonymous, in the order of the surface. */
export async function refusedOperations(
  { surface, anonymous }: ProbeContext,
  atMost: number,
): Promise<Refused[]> {
  const found: Refused[] = [];
  for (const asked of reachable(surface, ASKED_AT_MOST)) {
    if (found.length >= atMost) break;
    const refusal = await anonymous.once(asked.request);
    if (looksLikeRefusal(refusal)) found.push({ ...asked, refusal });
  }
  return found;
}

/** Operations that refuse anonymous and accept the identity, in the order of the surface. */
export async function guardedOperations(context: ProbeContext, atMost: number): Promise<Guarded[]> {
  const found: Guarded[] = [];
  for (const closed of await refusedOperations(context, ASKED_AT_MOST)) {
    if (found.length >= atMost) break;
    const granted = await context.http.once(closed.request);
    if (accepts(granted, context.surface)) found.push({ ...closed, granted });
  }
  return found;
}

/** True when the document demands a credential: no alternative of its requirements is empty. */
export function securedBySpec(operation: Operation): boolean {
  const { security } = operation;
  return (
    security !== undefined &&
    security.length > 0 &&
    security.every((requirement) => Object.keys(requirement).length > 0)
  );
}

/** Operations that are open on purpose nearly everywhere: liveness, documents, and the way to a credential. */
export function openByNature({ path }: Pick<Operation, 'path'>): boolean {
  return OPEN_BY_NATURE.test(path);
}

const OPEN_BY_NATURE =
  /(?:^|\/)(?:health\w*|healthz|ready|readyz|live|livez|liveness|readiness|ping|status|version|info|favicon\.ico|robots\.txt|login|log-in|signin|sign-in|signup|sign-up|register|token|oauth2?|openapi(?:\.json|\.ya?ml)?|swagger[^/]*|docs|redoc|api-docs|jwks(?:\.json)?|\.well-known)(?:\/|$)/i;
