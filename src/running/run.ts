import type { Check, Need, ProbeContext, Rule } from '../checks/rule.ts';
import type { Selection } from '../checks/selection.ts';
import { leftOut } from '../checks/selection.ts';
import type { Cuts } from '../cuts.ts';
import type { Surface } from '../discovery/surface.ts';
import type { ExplorationRecord } from '../exploration/record.ts';
import { asksForLess } from '../http/announced-limit.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { anonymous, isAnonymous } from '../identities/identity.ts';
import type { Journal } from '../journal/journal.ts';
import type { PlaceCounts, Status } from '../result.ts';
import type { Placed } from './detection-set.ts';
import { DetectionSet } from './detection-set.ts';
import type { Finder } from './judge-places.ts';
import { createFinder, judgePlaces } from './judge-places.ts';
import { unmetNeed } from './needs.ts';

/** What became of one rule in one scan. */
export interface RuleRun {
  readonly check: Check;
  readonly rule: Rule;
  readonly status: Status;
  readonly reason?: string;
  /** At how many places the rule looked; absent for rules that only listen. */
  readonly places?: PlaceCounts;
  /** What kept the rule from starting: a need that this scan does not meet, the user's choice, or the end of the scan. */
  readonly notStarted?: Need | 'left-out' | 'stopped';
  /** By cause; within one, the most telling place first. */
  readonly detections: readonly Placed[];
}

export interface RunOptions {
  readonly surface: Surface;
  readonly session: Session;
  readonly journal: Journal;
  readonly cuts: Cuts;
  readonly checks: readonly Check[];
  readonly selection: Selection;
  readonly signal: AbortSignal;
  /** Each rule looks at a few of its places only. */
  readonly quick?: boolean;
  /** Sees every ordinary exchange; bursts are not ordinary. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onRule?: (run: RuleRun) => void;
}

/** What exploration adds to the surface that rules see. */
export interface ExploredSurface {
  readonly surface: Surface;
  readonly record: ExplorationRecord;
}

/** One rule on its way: what it saw so far, and how it ended. */
interface Running {
  readonly check: Check;
  readonly rule: Rule;
  readonly seen: DetectionSet;
  notStarted?: RuleRun['notStarted'];
  skipped?: string;
  errored?: string;
  places?: PlaceCounts;
  /** Why a rule that passed did not look everywhere. */
  notEverywhere?: string;
}

/**
 * Opens the rules' ears: from here on inspections see each exchange as it arrives, so that none has to be kept.
 * The returned function runs the rest, once it is known what the operations answer.
 */
export function openRun(options: RunOptions): (explored: ExploredSurface) => Promise<RuleRun[]> {
  const { surface, session } = options;
  const all: Running[] = options.checks.flatMap((check) =>
    check.rules.map((rule) => ({ check, rule, seen: new DetectionSet(rule.severity, surface.operations) })),
  );
  for (const running of all) prepare(running, options);
  const listening = all.filter(({ rule, skipped }) => rule.inspect && skipped === undefined);
  const replayed = session.watch(function* (exchange) {
    yield options.onExchange?.(exchange);
    // A limiter's word, not that of the operation: with a higher limit it would not be there to be looked at.
    if (asksForLess(exchange.response)) return;
    for (const running of listening) yield inspect(running, exchange, surface);
  });
  return async (explored) => {
    await replayed;
    return runAll(all, options, explored);
  };
}

function prepare(running: Running, { surface, selection }: RunOptions) {
  const { check, rule } = running;
  const left = leftOut(selection, check, rule);
  const unmet = unmetNeed(rule, surface);
  running.skipped = left ?? unmet?.reason;
  running.notStarted = left === undefined ? unmet?.need : 'left-out';
}

/**
 * Rules together, then those that a service may not survive, disruptive ones alone at the end. A rule's failure is that
 * rule's and nobody else's.
 */
async function runAll(
  all: readonly Running[],
  options: RunOptions,
  { surface, record }: ExploredSurface,
): Promise<RuleRun[]> {
  const { session, journal, cuts, onRule } = options;
  const speaker = surface.identities.find((identity) => !isAnonymous(identity)) ?? anonymous;
  const context: ProbeContext = {
    surface,
    record,
    http: session.client.as(speaker),
    anonymous: session.client,
    deaths: session.deaths,
    breathe: session.breathe,
    journal,
    cuts,
  };
  const finder = createFinder(context);
  const run = async (running: Running) => {
    await runRule(running, context, finder, options);
    await context.breathe();
    onRule?.(toRun(running));
  };
  for (const running of all) {
    await context.breathe();
    running.skipped ??= running.rule.inapplicable?.(surface);
  }
  const ready = all.filter(({ skipped }) => skipped === undefined);
  const [calm, upsetting, disruptive] = inPhases(ready);
  await Promise.all(calm.map(run));
  await Promise.all(upsetting.map(run));
  // What bursts provoke (429 answers, strain) says nothing about ordinary answers.
  await session.watch(() => []);
  for (const running of disruptive) await run(running);
  const runs: RuleRun[] = [];
  for (const running of all) {
    await context.breathe();
    runs.push(toRun(running));
  }
  return runs;
}

/** What is learnt of a service that an odd request ends is learnt before that request. */
function inPhases(ready: readonly Running[]): [calm: Running[], upsetting: Running[], disruptive: Running[]] {
  const phases: [Running[], Running[], Running[]] = [[], [], []];
  for (const running of ready)
    phases[running.rule.disruptive ? 2 : running.rule.upsetting ? 1 : 0].push(running);
  return phases;
}

function inspect(running: Running, exchange: Exchange, surface: Surface) {
  try {
    for (const detection of running.rule.inspect?.(exchange, surface) ?? []) running.seen.add(detection);
  } catch (error) {
    running.errored = reasonOf(error);
  }
}

async function runRule(
  running: Running,
  context: ProbeContext,
  finder: Finder,
  options: Pick<RunOptions, 'signal' | 'quick'>,
) {
  if (options.signal.aborted) {
    running.skipped = 'the scan was stopped before this rule';
    running.notStarted = 'stopped';
    return;
  }
  const { rule } = running;
  try {
    if (rule.places) await judged(running, context, finder, options);
  } catch (error) {
    running.skipped = unaskable(error);
    if (running.skipped === undefined) running.errored = reasonOf(error);
  }
}

async function judged(
  running: Running,
  context: ProbeContext,
  finder: Finder,
  { signal, quick = false }: Pick<RunOptions, 'signal' | 'quick'>,
) {
  const tally = await judgePlaces(running.rule, context, finder, {
    signal,
    quick,
    onDetection: (seen) => running.seen.add(seen),
  });
  running.places = tally.counts;
  if (tally.counts.tested > 0) running.notEverywhere = tally.reason;
  else if (tally.hasFailed) running.errored = tally.reason;
  else running.skipped = tally.reason;
}

/** Nothing went wrong: the user, or the service's demand for a client certificate, left nothing to ask. */
function unaskable(error: unknown): string | undefined {
  if (!(error instanceof TransportFailure)) return undefined;
  if (error.code === 'out-of-scope') return error.message;
  return error.code === 'client-certificate' ? 'every request needs a client certificate' : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof TransportFailure) return error.message;
  return `the rule failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** A finding beats a later error: what was proven stays proven. */
function toRun({ check, rule, seen, skipped, errored, notStarted, places, notEverywhere }: Running): RuleRun {
  const detections = seen.list();
  const run = {
    check,
    rule,
    detections,
    ...(places ? { places } : {}),
    ...(notStarted ? { notStarted } : {}),
  };
  const because = notEverywhere === undefined ? {} : { reason: notEverywhere };
  if (detections.length > 0) return { ...run, status: 'failed', ...because };
  if (errored !== undefined) return { ...run, status: 'errored', reason: errored };
  if (skipped !== undefined) return { ...run, status: 'skipped', reason: skipped };
  return { ...run, status: 'passed', ...because };
}
