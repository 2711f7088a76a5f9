import { accepts, looksLikeRefusal } from '../answers/answers.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Operation } from '../openapi/operation.ts';
import type { OperationPlace } from '../places/operations.ts';
import { requestOf } from '../places/operations.ts';
import type { PlaceRule, ProbeContext } from './rule.ts';
import { untested } from './rule.ts';

/** An operation with its refusal of anonymous. */
export interface Refused extends OperationPlace {
  readonly refusal: Exchange;
}

/** An operation with its refusal of anonymous and its answer to the identity. */
export interface Guarded extends Refused {
  readonly granted: Exchange;
}

type Judge<Place> = PlaceRule<Place>['judge'];

/** Brings the refusal along. */
export function whereRefused(judge: Judge<Refused>): Judge<OperationPlace> {
  return async (place, context) => {
    const refusal = await context.anonymous.once(place.request);
    if (!looksLikeRefusal(refusal))
      return untested('rejected unauthenticated requests once, and then no longer');
    return judge({ ...place, refusal }, context);
  };
}

/** Brings the refusal of anonymous and the answer to the identity along. */
export function whereGuarded(judge: Judge<Guarded>): Judge<OperationPlace> {
  return whereRefused(async (refused, context) => {
    const granted = await context.http.once(refused.request);
    if (!accepts(granted, context.surface)) return untested('accepted the user once, and then no longer');
    return judge({ ...refused, granted }, context);
  });
}

/** The refusal of the same path to anonymous readers: what the document leaves out there the service asks for. */
export async function refusedBeside(
  { surface, anonymous }: ProbeContext,
  operation: Operation | undefined,
): Promise<Refused | undefined> {
  const beside = surface.operations.find(
    ({ method, path, server }) =>
      method === 'GET' && path === operation?.path && server === operation.server && !isRisky(path),
  );
  if (!beside) return undefined;
  const request = requestOf(surface, beside);
  const refusal = await anonymous.once(request);
  return looksLikeRefusal(refusal) ? { operation: beside, request, refusal } : undefined;
}

/** Operations that are open on purpose nearly everywhere: liveness, documents, and the way to a credential. */
export function openByNature({ path }: Pick<Operation, 'path'>): boolean {
  return OPEN_BY_NATURE.test(path);
}

const OPEN_BY_NATURE =
  /(?:^|\/)(?:health(?:[zy]|[-_]?(?:checks?|status|probes?))?|ready|readyz|live|livez|liveness|readiness|alive|heartbeat|ping|status|version|info|favicon\.ico|robots\.txt|login|log-in|signin|sign-in|signup|sign-up|register|token|oauth2?|openapi(?:\.json|\.ya?ml)?|swagger[^/]*|docs|redoc|api-docs|jwks(?:\.json)?|\.well-known)(?:\/|$)/i;
