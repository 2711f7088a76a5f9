import type { Detection, ProbeContext, Rule } from '../checks/rule.ts';
import type { Heard } from '../exploration/record.ts';
import { mapAtOnce } from '../http/at-once.ts';
import { nameOf } from '../http/request-name.ts';
import { ownLimit, TransportFailure } from '../http/transport-failure.ts';
import { namingSegment } from '../openapi/naming-segment.ts';
import { isSecured } from '../openapi/secured.ts';
import type { PlaceKind } from '../places/place.ts';
import { byNovelty } from './order.ts';
import type { Tally } from './tally.ts';
import { createTally } from './tally.ts';

/** The places of each kind, found once in a scan however many rules look at them. */
export type Finder = <Place>(kind: PlaceKind<Place>) => Promise<readonly Place[]>;

export function createFinder(context: ProbeContext): Finder {
  const found = new Map<PlaceKind<unknown>, Promise<readonly unknown[]>>();
  return <Place>(kind: PlaceKind<Place>) => {
    const known = found.get(kind) ?? find(kind, context);
    found.set(kind, known);
    return known as Promise<readonly Place[]>;
  };
}

async function find<Place>(kind: PlaceKind<Place>, context: ProbeContext): Promise<readonly Place[]> {
  await context.breathe();
  const places = await kind.find(context);
  await context.breathe();
  return byNovelty(places, (place) => groupOf(kind, place, context));
}

/** Places are alike when they share the first segment that names something, the method, whether a credential is needed, and what was answered. */
function groupOf<Place>(kind: PlaceKind<Place>, place: Place, { record }: ProbeContext): string {
  const operation = kind.operationOf?.(place);
  if (!operation) return '';
  const { method, path } = operation;
  return [method, namingSegment(path), isSecured(operation), record.best(operation)?.status].join(' ');
}

/** Places of one rule that are judged at the same time: one that hangs must not hold up the rest. */
const AT_ONCE = 4;

/**
 * Of places that are alike, so many times the needed number are tried: where none of these can be judged (the service
 * hangs up, the control is served too), the rest could not be either.
 */
const TRIES_PER_ALIKE = 8;

interface Judging {
  readonly signal: AbortSignal;
  readonly quick: boolean;
  readonly onDetection: (seen: Detection) => void;
}

/** Places of a rule that a quick scan looks at: the first ones differ most. */
const QUICK_PLACES = 4;

/** Judges place after place until enough were looked at. A failure is that place's, and nobody else's. */
export async function judgePlaces(
  rule: Rule,
  context: ProbeContext,
  find: Finder,
  { signal, quick, onDetection }: Judging,
): Promise<Tally> {
  const kind = rule.places as PlaceKind<unknown>;
  const judge = rule.judge as (
    place: unknown,
    context: ProbeContext,
  ) => ReturnType<NonNullable<Rule['judge']>>;
  const leaveOut = rule.leaveOut as
    | ((place: unknown, context: ProbeContext) => string | undefined)
    | undefined;
  const leftOut = new Set<string>();
  const places = await find(kind);
  await context.breathe();
  const fitting = places.filter((place) => {
    const reason = leaveOut?.(place, context);
    if (reason !== undefined) leftOut.add(reason);
    return reason === undefined;
  });
  const alike = typeof rule.alike === 'function' ? rule.alike(context) : rule.alike;
  const needed = Math.min(alike ?? fitting.length, fitting.length);
  const tally = createTally(kind, fitting.length, needed);
  if (fitting.length === 0) tally.untested([...leftOut].sort()[0] ?? `no ${kind.one}`);

  let isOver: string | undefined;
  const judgeOne = async (place: unknown, isAgain = false): Promise<void> => {
    await context.breathe();
    if (isOver === undefined && signal.aborted) isOver = 'the scan was stopped';
    if (isOver !== undefined) return tally.untested(isOver);
    const operation = kind.operationOf?.(place);
    const silence = operation && silent(context.record.best(operation));
    if (silence !== undefined) return tally.failed(`${operation?.id}: ${silence}`);
    const unusable = kind.unusable?.(place, context);
    if (unusable !== undefined) return tally.untested(unusable);
    const deaths = context.deaths().length;
    try {
      const client = kind.clientFor?.(place);
      const verdict = await judge(place, client ? { ...context, http: client } : context);
      if (typeof verdict === 'object' && 'untested' in verdict) return tally.untested(verdict.untested);
      tally.looked();
      const detections = verdict === 'clean' ? [] : ([verdict].flat() as Detection[]);
      for (const seen of detections) onDetection({ ...(operation ? { operation } : {}), ...seen });
    } catch (failure) {
      if (!(failure instanceof TransportFailure)) return tally.failed(`the rule failed: ${wordsOf(failure)}`);
      // The service's demand is no mishap: nobody without a certificate gets further.
      if (failure.code === 'client-certificate') return tally.untested(NO_CERTIFICATE);
      if (!isAgain && diedUnderway(context, deaths)) return judgeOne(place, true);
      if (!ownLimit(failure)) return tally.failed(failure.message);
      if (ENDS_ALL.has(failure.code)) isOver ??= failure.message;
      tally.untested(failure.message);
    }
  };
  // A sample goes on past places that could not be judged, until it has its number.
  const wanted = quick ? Math.min(needed, QUICK_PLACES) : needed;
  const tries = alike ?? (quick ? QUICK_PLACES : undefined);
  const rest = fitting.slice(0, tries === undefined ? undefined : tries * TRIES_PER_ALIKE);
  while (rest.length > 0 && tally.counts.tested < wanted) {
    await mapAtOnce(rest.splice(0, wanted - tally.counts.tested), rule.oneByOne ? 1 : AT_ONCE, (place) =>
      judgeOne(place),
    );
  }
  if (wanted < needed && tally.counts.tested === wanted) tally.untested('a quick scan tests no further');
  return tally;
}

/** An operation that left its ordinary request without an answer leaves every other one so too, after as long a wait. */
function silent(heard: Heard | undefined): string | undefined {
  return heard?.status === 'no-answer' ? (heard.reason ?? 'no response') : undefined;
}

/** The service died and came back meanwhile, and others were under way that may have done it: this place is looked at once more. */
function diedUnderway({ deaths }: ProbeContext, before: number): boolean {
  return deaths()
    .slice(before)
    .some(({ cameBack, suspects }) => cameBack && new Set(suspects.map(nameOf)).size !== 1);
}

const NO_CERTIFICATE = 'every request needs a client certificate';

const ENDS_ALL: ReadonlySet<string> = new Set(['budget', 'aborted']);

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
