import { servesContent } from '../../answers/answers.ts';
import { dependsOnObject } from '../../discovery/administration.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { operationsToRead, ordinaryOf } from '../../places/operations.ts';
import { wholeBeside } from '../../places/restricted-reads.ts';
import { poolOf, type Values } from '../../values/pool.ts';
import type { ProbeContext } from '../rule.ts';

/** A user who is refused one operation and served another that is for the same people. */
export interface Uneven {
  readonly served: Exchange;
  readonly refusal: Exchange;
  /** Why both are for the same people. */
  readonly because: string;
  /** True where the document says so of both in the same words. */
  readonly isSaid: boolean;
}

/** Looks for such another operation, where it depends on the object at one and the same object. */
export async function servedUnevenly(
  operation: Operation,
  user: Identity,
  context: ProbeContext,
): Promise<Uneven | undefined> {
  for (const sibling of siblingsOf(operation, context)) {
    for (const [here, beside] of requestPairs(operation, sibling, user, context)) {
      await context.breathe();
      const refusal = await context.http.as(user).once(beside);
      if (refusal.response.status !== FORBIDDEN) continue;
      const served = await context.http.as(user).once(here);
      if (!servesContent(served, context.surface)) continue;
      const { words = '', isOfGroup = false } = operation.audience ?? {};
      const ofBoth = isOfGroup ? `both are below ${words}` : `the API document says “${words}” of both`;
      const because = sibling.isSaid ? ofBoth : 'it returns all of what the other returns in parts';
      const isSaid = sibling.isSaid && !isOfGroup;
      return { served, refusal, because: `${sibling.operation.id}: ${because}`, isSaid };
    }
  }
  return undefined;
}

/** Known to the service, and not allowed; 404 and 401 have other reasons as well. */
const FORBIDDEN = 403;

interface Sibling {
  readonly operation: Operation;
  readonly isSaid: boolean;
}

function siblingsOf(operation: Operation, { surface }: ProbeContext): Sibling[] {
  const all = operationsToRead(surface).map((place) => place.operation);
  const { audience } = operation;
  const said = audience ? all.filter((other) => isForTheSame(operation, other)) : [];
  return [
    ...said.map((other) => ({ operation: other, isSaid: true })),
    ...wholeBeside(operation, all).map((other) => ({ operation: other, isSaid: false })),
  ];
}

function isForTheSame(operation: Operation, other: Operation): boolean {
  if (other === operation || other.method !== 'GET') return false;
  if (other.audience?.who.toLowerCase() !== operation.audience?.who.toLowerCase()) return false;
  return !dependsOnObject(operation) || objectOf(other) === objectOf(operation);
}

/** `/teams/{team}` of `/teams/{team}/billing`. */
const objectOf = ({ path }: Operation) => path.slice(0, path.lastIndexOf('}') + 1);

/** True where the same operation refuses the user another object: who may is checked there. */
export async function refusedElsewhere(
  operation: Operation,
  user: Identity,
  context: ProbeContext,
): Promise<boolean> {
  for (const [request] of requestPairs(operation, { operation, isSaid: true }, user, context)) {
    await context.breathe();
    if ((await context.http.as(user).once(request)).response.status === FORBIDDEN) return true;
  }
  return false;
}

function* requestPairs(
  operation: Operation,
  sibling: Sibling,
  user: Identity,
  { surface, record }: ProbeContext,
): Generator<readonly [RequestSpec, RequestSpec]> {
  const asked = (one: Operation, values: Values) => {
    const ordinary = ordinaryOf(surface, one);
    return requestFor(one, surface.spec, { ...ordinary, values: { ...ordinary.values, ...values } });
  };
  const pair = (values: Values, isShared: boolean) =>
    [asked(operation, values), asked(sibling.operation, isShared ? values : {})] as const;
  const ordinary = ordinaryOf(surface, operation).values ?? {};
  const object = objectOf(operation);
  const isShared = object !== '' && objectOf(sibling.operation) === object;
  yield pair(ordinary, isShared);
  if (!isShared || !sibling.isSaid || !dependsOnObject(operation)) return;
  // The user may be in charge of the first object that comes to hand, and not of the next.
  const parameters = operation.parameters.filter(({ in: where }) => where === 'path');
  const [only, ...more] = parameters;
  if (!only || more.length > 0) return;
  for (const value of poolOf(record.shown(user)).candidates(operation, only))
    yield pair({ ...ordinary, [only.name]: value }, true);
}
