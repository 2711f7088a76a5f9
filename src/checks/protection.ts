import type { Exchange } from '../http/exchange.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSecured } from '../openapi/spec-rules/security-requirements.ts';
import { accepts, looksLikeRefusal } from './answers.ts';
import type { ProbeContext } from './rule.ts';
import type { Reachable } from './sampling.ts';
import { reachable } from './sampling.ts';

/** More operations than this are seldom asked for one flaw: it shows on the first ones. */
const ASKED_AT_MOST = 24;
const CONSIDERED = 500;

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
  for (const asked of securedFirst(reachable(surface, CONSIDERED)).slice(0, ASKED_AT_MOST)) {
    if (found.length >= atMost) break;
    const refusal = await anonymous.once(asked.request);
    if (looksLikeRefusal(refusal)) found.push({ ...asked, refusal });
  }
  return found;
}

/** What the document secures is where refusals are. */
function securedFirst(all: readonly Reachable[]): Reachable[] {
  return [
    ...all.filter(({ operation }) => isSecured(operation)),
    ...all.filter(({ operation }) => !isSecured(operation)),
  ];
}

/** The refusal of the same path to anonymous readers: what the document leaves out there the service asks for. */
export async function refusedBeside(
  { surface, anonymous }: ProbeContext,
  operation: Operation | undefined,
): Promise<Refused | undefined> {
  const beside = reachable(surface, CONSIDERED).find(
    ({ operation: { path, server } }) => path === operation?.path && server === operation.server,
  );
  if (!beside) return undefined;
  const refusal = await anonymous.once(beside.request);
  return looksLikeRefusal(refusal) ? { ...beside, refusal } : undefined;
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

/** Operations that are open on purpose nearly everywhere: liveness, documents, and the way to a credential. */
export function openByNature({ path }: Pick<Operation, 'path'>): boolean {
  return OPEN_BY_NATURE.test(path);
}

const OPEN_BY_NATURE =
  /(?:^|\/)(?:health\w*|healthz|ready|readyz|live|livez|liveness|readiness|ping|status|version|info|favicon\.ico|robots\.txt|login|log-in|signin|sign-in|signup|sign-up|register|token|oauth2?|openapi(?:\.json|\.ya?ml)?|swagger[^/]*|docs|redoc|api-docs|jwks(?:\.json)?|\.well-known)(?:\/|$)/i;
