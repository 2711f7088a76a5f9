import type { Exchange } from '../http/exchange.ts';
import { header } from '../http/exchange.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import type { OperationOutcome } from '../result.ts';
import { isFillable } from './identifiers.ts';
import { isRisky } from './risky-path.ts';
import type { Surface } from './surface.ts';

type CoverageStatus = OperationOutcome['status'];

/** Best first: an operation that answered once was reached, whatever else it said to other questions. */
const RANK: readonly CoverageStatus[] = [
  'tested',
  'unauthorised',
  'rate-limited',
  'server-error',
  'not-found',
  'skipped',
];

interface Seen {
  readonly status: CoverageStatus;
  readonly reason?: string;
}

export interface CoverageTracker {
  /** Keeps one word per operation, not the exchange. */
  see(exchange: Exchange): void;
  /** One row per operation, in the surface's order. */
  outcomes(): OperationOutcome[];
}

/** Says for each operation whether the scan reached it, and if not, why. Sends nothing. */
export function trackCoverage(
  surface: Pick<Surface, 'operations' | 'absent' | 'identifiers' | 'mode'>,
): CoverageTracker {
  const seen = new Map<string, Seen>();
  return {
    see(exchange) {
      const { method, url } = exchange.request;
      const operation = matchOperation(surface.operations, method, url);
      if (!operation) return;
      const now = judge(exchange, operation, surface);
      const before = seen.get(operation.id);
      if (!before || RANK.indexOf(now.status) < RANK.indexOf(before.status)) seen.set(operation.id, now);
    },
    outcomes: () =>
      surface.operations.map((operation) => {
        const { id, method, path, source } = operation;
        const { status, reason } = explained(operation, seen.get(id), surface);
        return { id, method, path, source, status, ...(reason === undefined ? {} : { reason }) };
      }),
  };
}

function judge(exchange: Exchange, { source }: Operation, { absent }: Pick<Surface, 'absent'>): Seen {
  const { status, headers, body } = exchange.response;
  if (status === 401 || status === 403 || status === 407)
    return { status: 'unauthorised', reason: `answered ${status}` };
  if (status === 429) return { status: 'rate-limited', reason: 'answered 429' };
  if (status === 404 || status === 410) return { status: 'not-found', reason: `answered ${status}` };
  if (status === 405 || status === 501)
    return { status: 'not-found', reason: `answered ${status} to its own method` };
  if (status >= 500) return { status: 'server-error', reason: `answered ${status}` };
  if (
    status >= 300 &&
    status < 400 &&
    /log-?in|sign-?in|oauth|\bsso\b/i.test(header(headers, 'location') ?? '')
  ) {
    return { status: 'unauthorised', reason: 'redirected to a login' };
  }
  if (absent.matches(exchange)) return { status: 'not-found', reason: 'answered as for unknown paths' };
  if (source !== 'spec' && status >= 300 && status < 400)
    return { status: 'skipped', reason: `answered ${status} and points elsewhere` };
  // A document can promise an answer without content; what is only guessed at has shown nothing by it.
  if (source !== 'spec' && body.length === 0 && status < 300)
    return { status: 'skipped', reason: `answered ${status} without content` };
  return { status: 'tested' };
}

function explained(
  operation: Operation,
  seen: Seen | undefined,
  { mode, identifiers }: Pick<Surface, 'identifiers' | 'mode'>,
): Seen {
  if (seen?.status === 'tested') return seen;
  const isMadeUp = !isFillable(operation, identifiers);
  if (seen) {
    if (seen.status !== 'not-found' || !isMadeUp) return seen;
    return {
      status: 'not-found',
      reason: `${seen.reason}: its identifier is made up, as no answer gave one out`,
    };
  }
  if (mode === 'safe' && !isSafe(operation.method))
    return { status: 'skipped', reason: `${operation.method} is not sent in safe mode` };
  if (isRisky(operation.path))
    return { status: 'skipped', reason: 'by its name it ends or deletes something' };
  if (isMadeUp) return { status: 'skipped', reason: 'needs an identifier that nothing gave out' };
  return { status: 'skipped', reason: 'no rule asked for it' };
}
