import type { Surface } from '../discovery/surface.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSecured } from '../openapi/secured.ts';
import { operationsToRead } from '../places/operations.ts';
import type { OperationOutcome } from '../result.ts';
import { LEAST_REQUESTS, LIMITS } from '../retention/plan.ts';
import type { RetentionResult } from '../retention/result.ts';

export interface Endpoint {
  readonly url: string;
  readonly operation?: Operation;
}

/** A leak may sit behind one operation of many; each that keeps nothing costs about ten seconds. */
const MOST_ENDPOINTS = 3;
/** Verdicts after which another endpoint need not be asked: something was found, or the target wants no more. */
const GROWS: readonly RetentionResult['verdict'][] = [
  'unbounded-growth',
  'suspected-growth',
  'per-request-growth',
  'state-kept',
];

/**
 * Where a credential is read for certain: operations that let nobody in, those that the document secures first, and of
 * these the target itself and short paths, which do little else. The target alone where nothing asks for a credential.
 */
export function endpointsToAsk(surface: Surface, operations: readonly OperationOutcome[]): Endpoint[] {
  const refused = new Set(operations.filter(({ status }) => status === 'unauthorized').map(({ id }) => id));
  const rank = ({ operation, url }: Required<Endpoint>) =>
    url === surface.target.url ? 0 : isSecured(operation) ? 1 : 2;
  const candidates = operationsToRead(surface)
    .map(({ operation, request: { url } }) => ({ operation, url }))
    .filter(
      ({ operation, url }) =>
        refused.has(operation.id) &&
        // A field of GraphQL has no address that could be asked as it stands.
        operation.source !== 'graphql' &&
        new URL(url).origin === surface.target.origin,
    )
    .sort((a, b) => rank(a) - rank(b) || a.url.length - b.url.length || (a.url < b.url ? -1 : 1));
  return candidates.length > 0 ? candidates.slice(0, MOST_ENDPOINTS) : [{ url: surface.target.url }];
}

/** Requests that the limits of one run leave for the next endpoint; undefined where it is not to be asked any more. */
export function leftFor(results: readonly RetentionResult[]): number | undefined {
  const last = results.at(-1);
  if (last && (last.stopped !== undefined || last.findings.length > 0 || GROWS.includes(last.verdict)))
    return undefined;
  const left = LIMITS.requestsWithExtraWave - results.reduce((sum, { requests }) => sum + requests, 0);
  return left < LEAST_REQUESTS ? undefined : left;
}

/** The result that speaks for all of them: one that found something, else one that left the question open, else the first. */
export function gravestOf<Asked extends { readonly result: RetentionResult }>(
  asked: readonly [Asked, ...Asked[]],
): Asked {
  const { result: last } = asked.at(-1) ?? asked[0];
  if (last.findings.length > 0 || GROWS.includes(last.verdict)) return asked.at(-1) ?? asked[0];
  return asked.find(({ result }) => result.verdict === 'inconclusive') ?? asked[0];
}

/** Which endpoints were asked, for the reader: a scan that asked three has not asked all. */
export function namedEndpoints(results: readonly RetentionResult[], candidates: number): string[] {
  if (results.length < 2) return [];
  const asked = results.map(({ target, verdict }) => `${new URL(target).pathname} (${verdict})`);
  return [
    `Asked ${asked.join(', ')} of ${candidates} that ask for a credential; name another with --retention-endpoint.`,
  ];
}
