import { looksLikeError, looksLikeRefusal } from '../answers/answers.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { mediaType, succeeded } from '../http/exchange.ts';
import { anonymous, type Identity } from '../identities/identity.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import type { SampleOptions } from '../openapi/samples.ts';
import type { OperationStatus } from '../result.ts';

/** How one identity fared at one operation, by the best answer to an ordinary request. */
export interface Heard {
  readonly status: OperationStatus;
  /** `answered 401`; why nothing was asked or came back. */
  readonly reason?: string;
  /** True for a page, with a form to log in by or words of refusal. */
  readonly isPage?: true;
}

/** What every operation answered to its ordinary request, for whom. */
export interface ExplorationRecord {
  /** Undefined where this identity was not sent there. */
  heard(operation: Operation, identity: Pick<Identity, 'name'>): Heard | undefined;
  /** The best word that any identity got; undefined where nobody asked. */
  best(operation: Operation): Heard | undefined;
  /** What filled the request with the best answer, by operation id. */
  ordinary(): ReadonlyMap<string, SampleOptions>;
  /** Identifiers that the answers to this identity gave out. */
  shown(identity: Pick<Identity, 'name'>): readonly HarvestedId[];
}

/** Best first: one good answer shows the operation at work, whatever others got. */
const RANK: readonly OperationStatus[] = [
  'tested',
  'empty',
  'forbidden',
  'unauthorized',
  'rate-limited',
  'bad-request',
  'unsupported-media-type',
  'method-not-allowed',
  'redirected',
  'server-error',
  'unexpected',
  'not-found',
  'no-answer',
  'skipped',
];

export interface WritableRecord extends ExplorationRecord {
  hear(operation: Operation, identity: Pick<Identity, 'name'>, heard: Heard, options?: SampleOptions): void;
  show(identity: Pick<Identity, 'name'>, identifiers: readonly HarvestedId[]): void;
}

export function createRecord(): WritableRecord {
  const byOperation = new Map<string, Map<string, Heard>>();
  const shownTo = new Map<string, readonly HarvestedId[]>();
  const best = new Map<string, { readonly heard: Heard; readonly options: SampleOptions }>();
  return {
    show: ({ name }, identifiers) => void shownTo.set(name, identifiers),
    shown: ({ name }) => shownTo.get(name) ?? [],
    ordinary: () => new Map([...best].map(([id, { options }]) => [id, options])),
    hear({ id }, { name }, heard, options) {
      const bestYet = best.get(id);
      if (options && (!bestYet || better(heard, bestYet.heard))) best.set(id, { heard, options });
      const row = byOperation.get(id) ?? new Map<string, Heard>();
      byOperation.set(id, row);
      const known = row.get(name);
      if (!known || better(heard, known)) row.set(name, heard);
    },
    heard: ({ id }, { name }) => byOperation.get(id)?.get(name),
    best: ({ id }) =>
      telling(byOperation.get(id)).reduce<Heard | undefined>(
        (first, heard) => (first && !better(heard, first) ? first : heard),
        undefined,
      ),
  };
}

/** Being refused as nobody says nothing where somebody was let in as far as an answer of the operation. */
function telling(row: ReadonlyMap<string, Heard> = new Map()): Heard[] {
  const asSomebody = [...row].filter(([name]) => name !== anonymous.name).map(([, heard]) => heard);
  const answered = asSomebody.some(({ status }) => !UNHEARD.has(status));
  return [...row.values()].filter(
    (heard) => !answered || asSomebody.includes(heard) || !TURNED_AWAY.has(heard.status),
  );
}

const UNHEARD: ReadonlySet<OperationStatus> = new Set(['no-answer', 'skipped', 'rate-limited']);
const TURNED_AWAY: ReadonlySet<OperationStatus> = new Set(['unauthorized', 'forbidden', 'redirected']);

function better(a: Heard, b: Heard): boolean {
  return RANK.indexOf(a.status) < RANK.indexOf(b.status);
}

const BY_STATUS: Readonly<Record<number, OperationStatus>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'unsupported-media-type',
  407: 'unauthorized',
  410: 'not-found',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  501: 'method-not-allowed',
};

/** The word for an answer. Only a 2xx that is no refusal, no error in disguise and no "absent" page shows the operation at work. */
export function wordFor(exchange: Exchange, { source }: Operation, surface: Pick<Surface, 'absent'>): Heard {
  const { status, body } = exchange.response;
  const reason = `answered ${status}`;
  const known = BY_STATUS[status];
  if (known) return { status: known, reason };
  if (status >= 300 && status < 400)
    return looksLikeRefusal(exchange)
      ? { status: 'redirected', reason: 'redirects to a login' }
      : { status: 'redirected', reason: `${reason} and points elsewhere` };
  if (status >= 400 && status < 500) return { status: 'bad-request', reason };
  if (status >= 500 && status < 600) return { status: 'server-error', reason };
  if (!succeeded(exchange)) return { status: 'unexpected', reason };
  if (surface.absent.matches(exchange))
    return { status: 'not-found', reason: 'answered as for unknown paths' };
  if (looksLikeRefusal(exchange)) {
    const page = /html/.test(mediaType(exchange.response)) ? ({ isPage: true } as const) : {};
    return { status: 'unauthorized', reason: `${reason}, but refuses`, ...page };
  }
  if (looksLikeError(exchange)) return { status: 'unexpected', reason: `${reason} with an error` };
  // A document can promise an answer without content; what is only guessed at has shown nothing by it.
  if (source !== 'spec' && body.length === 0) return { status: 'empty', reason: `${reason} without content` };
  return { status: 'tested' };
}

/** A write that was answered with success shows its operation at work; anything else may be the answer to a probe. */
export function hearWrite(
  record: WritableRecord,
  exchange: Exchange,
  surface: Pick<Surface, 'operations' | 'absent'>,
): void {
  const { method, url } = exchange.request;
  if (isSafe(method) || !succeeded(exchange)) return;
  const operation = matchOperation(surface.operations, method, url);
  if (operation) record.hear(operation, { name: exchange.identity }, wordFor(exchange, operation, surface));
}
