import { createHarvester, identifiersFor, isFillable, mergeIdentifiers } from '../discovery/identifiers.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { ownLimit, TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { WritableRecord } from './record.ts';
import { wordFor } from './record.ts';

export interface ExploreOptions {
  readonly surface: Surface;
  readonly client: HttpClient;
  /** What each operation answered is written here. */
  readonly record: WritableRecord;
  readonly signal: AbortSignal;
}

/** New identifiers open new operations, which give out new identifiers: deeper than this no API nests. */
const ROUNDS = 6;
/** Questions under way at once; the session paces them, this bounds what waits in memory. */
const ASKED_AT_ONCE = 32;

/**
 * Sends every safe operation its ordinary request as every identity, nobody first, and keeps what each answered. Asks
 * first what can be filled with identifiers that the service gave out, again as new ones appear, and in the end the
 * rest with values made up from their schemas. Sends safe methods only; nothing is asked twice.
 * Returns the identifiers of the surface and those that the answers gave out.
 */
export async function explore({
  surface,
  client,
  record,
  signal,
}: ExploreOptions): Promise<readonly HarvestedId[]> {
  const harvest = createHarvester(surface.operations);
  let waiting = surface.operations.filter(
    ({ method, path }) => isSafe(method) && method !== 'TRACE' && !isRisky(path),
  );
  for (let round = 0; waiting.length > 0 && !signal.aborted; round += 1) {
    const known = identifiersOf(undefined);
    const fillable = waiting.filter((operation) => isFillable(operation, known));
    const turn = fillable.length === 0 || round >= ROUNDS ? waiting : fillable;
    const questions = turn.flatMap((operation) =>
      surface.identities.map((speaker) => ({ operation, speaker })),
    );
    const values = new Map(surface.identities.map((identity) => [identity.name, identifiersOf(identity)]));
    const given = await mapAtOnce(questions, async ({ operation, speaker }) => {
      const exchange = await ask(operation, speaker, values.get(speaker.name) ?? []);
      return exchange ? harvest(exchange) : [];
    });
    // In the order of the questions: answers come in another one each time.
    for (const identity of surface.identities) {
      const lists = given.filter((_list, at) => questions[at]?.speaker.name === identity.name);
      record.show(identity, mergeIdentifiers([record.shown(identity), ...lists]));
    }
    const done = new Set(turn);
    waiting = waiting.filter((operation) => !done.has(operation));
  }
  return identifiersOf(undefined);

  /** What this identity was shown is its own and comes first; others' values only where it has none. */
  function identifiersOf(speaker: Identity | undefined): readonly HarvestedId[] {
    const own = speaker ? record.shown(speaker) : [];
    return mergeIdentifiers([own, surface.identifiers, ...surface.identities.map(record.shown)]);
  }

  async function ask(operation: Operation, speaker: Identity, identifiers: readonly HarvestedId[]) {
    const values = identifiersFor(operation, identifiers);
    const request = requestFor(operation, surface.spec, { values });
    return hear(record, surface, operation, speaker, client.as(speaker).once(request));
  }
}

/** The answer, unless there is none worth reading; the record has its word either way. */
async function hear(
  record: WritableRecord,
  surface: Surface,
  operation: Operation,
  speaker: Identity,
  asked: Promise<Exchange>,
): Promise<Exchange | undefined> {
  try {
    const exchange = await asked;
    const heard = wordFor(exchange, operation, surface);
    record.hear(operation, speaker, heard);
    return heard.status === 'tested' ? exchange : undefined;
  } catch (failure) {
    if (!(failure instanceof TransportFailure)) throw failure;
    const status = ownLimit(failure) ? 'skipped' : 'no-answer';
    const refusal = ownLimit(failure) ? undefined : failure.refusal;
    record.hear(
      operation,
      speaker,
      refusal ? wordFor(refusal, operation, surface) : { status, reason: failure.message },
    );
    return undefined;
  }
}

async function mapAtOnce<Item, Out>(
  items: readonly Item[],
  work: (item: Item) => Promise<Out>,
): Promise<Out[]> {
  const out = new Array<Out>(items.length);
  const rest = items.entries();
  const worker = async () => {
    for (const [at, item] of rest) out[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(ASKED_AT_ONCE, items.length) }, worker));
  return out;
}
