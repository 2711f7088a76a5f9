import { isRisky } from '../discovery/risky-path.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import { mapAtOnce } from '../http/at-once.ts';
import { createBreath, sifted } from '../http/breath.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { ownLimit, TransportFailure } from '../http/transport-failure.ts';
import { anonymous, type Identity } from '../identities/identity.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import type { SampleOptions } from '../openapi/samples.ts';
import { createHarvester, mergeIdentifiers } from '../values/harvest.ts';
import { poolInSteps, type ValuePool } from '../values/pool.ts';
import { cookieValues, heededCookies, ownCookies } from './chosen-cookies.ts';
import { withSeenValues } from './completed-bodies.ts';
import { readInstances } from './instances.ts';
import { withMakersBody } from './makers-body.ts';
import { namedEntries } from './named-entries.ts';
import type { Course, Proposal } from './next-request.ts';
import { after, NOT_BEGUN, nextRequest } from './next-request.ts';
import { claimedValues, linkedValues } from './own-values.ts';
import type { Heard, WritableRecord } from './record.ts';
import { wordFor } from './record.ts';
import { createRoles } from './roles.ts';
import { readRecords } from './seen-records.ts';

export interface ExploreOptions {
  readonly surface: Surface;
  readonly client: HttpClient;
  /** What each operation answered is written here. */
  readonly record: WritableRecord;
  readonly signal: AbortSignal;
}

/** Questions under way at once; the session paces them, this bounds what waits in memory. */
const ASKED_AT_ONCE = 32;

/** What one identity is about to ask one operation. */
interface Question extends Proposal {
  readonly operation: Operation;
  readonly speaker: Identity;
}

/**
 * Sends every safe operation its ordinary request as every identity, nobody first, and keeps what each answered. Asks
 * first what can be filled with values that the service gave out, then what the document exemplifies, then the rest
 * with values made up from their schemas; and again with other values, as they appear, where an answer says that the
 * value was wrong. Sends safe methods only; nothing is asked twice. Ends when nothing new is to be asked.
 * Returns the surface with the values that the answers gave out, and with parameters that they asked for.
 */
export async function explore(options: ExploreOptions): Promise<Surface> {
  const { surface, client, record, signal } = options;
  const harvest = createHarvester(surface.operations);
  const courses = new Map<string, Course>();
  const roles = createRoles();
  const breathe = createBreath();
  const readable = await sifted(
    surface.operations,
    ({ method, path }) => isSafe(method) && method !== 'TRACE' && !isRisky(path),
    breathe,
  );
  const cookies = new Set<string>();
  const seen = readRecords();
  for (const identity of surface.identities) {
    const brought = ownCookies(identity, surface.target.url);
    for (const { name } of brought) cookies.add(name);
    record.show(identity, [...claimedValues(identity, surface), ...brought]);
  }

  while (!signal.aborted) {
    const turn = mostPromising(await questions());
    if (turn.length === 0) break;
    const given = await mapAtOnce(turn, ASKED_AT_ONCE, async (question) => {
      const exchange = await ask(question);
      if (!exchange) return { values: [] };
      const set = cookieValues(exchange);
      for (const { name } of set) cookies.add(name);
      const values = mergeIdentifiers([harvest(exchange), linkedValues(exchange, surface.operations), set]);
      return { values, records: readRecords(exchange) };
    });
    // In the order of the questions: answers come in another one each time.
    for (const { records } of given) if (records) seen.add(records);
    for (const identity of surface.identities) {
      const lists = given.flatMap(({ values }, at) => (turn[at]?.speaker === identity ? [values] : []));
      record.show(identity, mergeIdentifiers([record.shown(identity), ...lists]));
      await breathe();
    }
  }
  await readInstances({ surface, client, record, readable, signal });
  const set = [...cookies];
  const heeded = await heededCookies({ surface, client, record, readable, set, signal });
  await breathe();
  const ordinary = record.ordinary();
  const identifiers = identifiersOf(undefined);
  const entries = namedEntries(surface.operations, record.shown(anonymous));
  await breathe();
  await poolInSteps(identifiers, breathe);
  return Object.freeze({
    ...surface,
    identifiers,
    identities: roles.inferred(surface, record),
    operations: surface.operations.map((operation) =>
      withSeenValues(
        withLearnt(
          withMakersBody(operation, surface.operations),
          ordinary.get(operation.id),
          heeded.byOperation.get(operation.id),
        ),
        seen,
        { spec: surface.spec, entries },
      ),
    ),
    ordinary,
    cuts: [...surface.cuts, ...heeded.cuts],
  });

  async function questions(): Promise<Question[]> {
    const pools: { speaker: Identity; pool: ValuePool }[] = [];
    for (const speaker of surface.identities) {
      const identifiers = identifiersOf(speaker);
      await breathe();
      pools.push({ speaker, pool: await poolInSteps(identifiers, breathe) });
    }
    const open: Question[] = [];
    for (const operation of readable) {
      await breathe();
      for (const { speaker, pool } of pools) {
        const course = courses.get(keyOf(operation, speaker)) ?? NOT_BEGUN;
        const next = nextRequest(operation, course, pool, surface.spec);
        if (next) open.push({ ...next, operation, speaker });
      }
    }
    return open;
  }

  /** What this identity was shown is its own and comes first; others' values only where it has none. */
  function identifiersOf(speaker: Identity | undefined): readonly HarvestedId[] {
    const own = speaker ? record.shown(speaker) : [];
    return mergeIdentifiers([own, surface.identifiers, ...surface.identities.map(record.shown)]);
  }

  /** The answer, unless there is none worth reading; record and course have their word either way. */
  async function ask({ operation, speaker, request, options }: Question): Promise<Exchange | undefined> {
    const { heard, exchange } = await hear(operation, surface, client.as(speaker).once(request));
    record.hear(operation, speaker, heard, options);
    const key = keyOf(operation, speaker);
    courses.set(key, after(courses.get(key) ?? NOT_BEGUN, request.url, heard.status, exchange));
    if (heard.status !== 'tested' || !exchange) return undefined;
    roles.hear(operation, speaker, exchange);
    return exchange;
  }
}

function mostPromising(questions: readonly Question[]): Question[] {
  // Not spread into `Math.min`: large APIs have more questions than a call takes arguments.
  const best = questions.reduce((least, { promise }) => Math.min(least, promise), Number.POSITIVE_INFINITY);
  return questions.filter(({ promise }) => promise === best);
}

const keyOf = ({ id }: Operation, { name }: Identity) => `${name} ${id}`;

/** A parameter that the operation works with, and not without, is one of the operation, and required. */
function withLearnt(
  operation: Operation,
  ordinary: SampleOptions | undefined,
  cookies: readonly string[] = [],
): Operation {
  const query = Object.entries(ordinary?.overrides?.query ?? {});
  if (query.length + cookies.length === 0) return operation;
  const learnt = query.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const isOf = (names: readonly string[]) => (one: Parameter) =>
    one.in === 'query' && names.includes(one.name);
  const isLearnt = isOf(learnt);
  const isNeedless = isOf(query.flatMap(([name, value]) => (value === undefined ? [name] : [])));
  const declared = operation.parameters.map((one) =>
    isLearnt(one) || isNeedless(one) ? { ...one, required: isLearnt(one) } : one,
  );
  const known = new Set(declared.filter(isLearnt).map(({ name }) => name));
  const fresh = learnt
    .filter((name) => !known.has(name))
    .map((name) => ({ name, in: 'query' as const, required: true }));
  const heeded = cookies
    .filter((name) => !declared.some((one) => one.in === 'cookie' && one.name === name))
    .map((name) => ({ name, in: 'cookie' as const, required: false }));
  return { ...operation, parameters: [...declared, ...fresh, ...heeded] };
}

async function hear(
  operation: Operation,
  surface: Surface,
  asked: Promise<Exchange>,
): Promise<{ readonly heard: Heard; readonly exchange?: Exchange }> {
  try {
    const exchange = await asked;
    return { heard: wordFor(exchange, operation, surface), exchange };
  } catch (failure) {
    if (!(failure instanceof TransportFailure)) throw failure;
    const limit = ownLimit(failure);
    if (!limit && failure.refusal) return { heard: wordFor(failure.refusal, operation, surface) };
    return { heard: { status: limit ? 'skipped' : 'no-answer', reason: failure.message } };
  }
}
