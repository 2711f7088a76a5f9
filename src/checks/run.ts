import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { anonymous, isAnonymous } from '../identities/identity.ts';
import type { Status } from '../result.ts';
import type { Placed } from './detection-set.ts';
import { DetectionSet } from './detection-set.ts';
import type { Check, Leftover, Need, Rule } from './rule.ts';
import type { Selection } from './selection.ts';
import { leftOut } from './selection.ts';

/** What became of one rule in one scan. */
export interface RuleRun {
  readonly check: Check;
  readonly rule: Rule;
  readonly status: Status;
  readonly reason?: string;
  /** By cause; within one, the most telling place first. */
  readonly detections: readonly Placed[];
}

export interface RunOptions {
  readonly surface: Surface;
  readonly session: Session;
  readonly checks: readonly Check[];
  readonly selection: Selection;
  readonly signal: AbortSignal;
  /** Sees every ordinary exchange; bursts are not ordinary. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onRule?: (run: RuleRun) => void;
  readonly onLeftover?: (leftover: Leftover) => void;
}

/** One rule on its way: what it saw so far, and how its probe ended. */
interface Running {
  readonly check: Check;
  readonly rule: Rule;
  readonly seen: DetectionSet;
  skipped?: string;
  errored?: string;
}

/**
 * Runs every rule of every check: probes together, disruptive ones alone at the end; inspections see each exchange
 * as it arrives. A rule's failure is that rule's `errored` outcome and nobody else's.
 */
export async function runChecks(options: RunOptions): Promise<RuleRun[]> {
  const { surface, session } = options;
  const all: Running[] = options.checks.flatMap((check) =>
    check.rules.map((rule) => ({ check, rule, seen: new DetectionSet(rule.severity, surface.operations) })),
  );
  for (const running of all) {
    running.skipped =
      leftOut(options.selection, running.check, running.rule) ??
      missingNeed(running.rule, surface) ??
      running.rule.inapplicable?.(surface);
  }
  const ready = all.filter((running) => running.skipped === undefined);

  const inspecting = ready.filter(({ rule }) => rule.inspect);
  const replayed = session.watch(function* (exchange) {
    yield options.onExchange?.(exchange);
    for (const running of inspecting) yield inspect(running, exchange, surface);
  });
  const probe = async (running: Running) => {
    await probeRule(running, options);
    options.onRule?.(toRun(running));
  };
  await replayed;
  await Promise.all(ready.filter(({ rule }) => !rule.disruptive).map(probe));
  // What bursts provoke (429 answers, strain) says nothing about ordinary answers.
  await session.watch(() => []);
  for (const running of ready) if (running.rule.disruptive) await probe(running);
  return all.map(toRun);
}

function inspect(running: Running, exchange: Exchange, surface: Surface) {
  try {
    for (const detection of running.rule.inspect?.(exchange, surface) ?? []) running.seen.add(detection);
  } catch (error) {
    running.errored = reasonOf(error);
  }
}

async function probeRule(running: Running, { surface, session, signal, onLeftover }: RunOptions) {
  if (!running.rule.probe) return;
  if (signal.aborted) {
    running.skipped = 'the scan was stopped before this rule';
    return;
  }
  const speaker = surface.identities.find((identity) => !isAnonymous(identity)) ?? anonymous;
  const context = {
    surface,
    http: session.client.as(speaker),
    anonymous: session.client,
    leave: (leftover: Leftover) => onLeftover?.(leftover),
  };
  try {
    const steps = running.rule.probe(context);
    let step = await steps.next();
    for (; !step.done; step = await steps.next()) running.seen.add(step.value);
    running.skipped = step.value?.untested;
  } catch (error) {
    running.skipped = unaskable(error);
    if (running.skipped === undefined) running.errored = reasonOf(error);
  }
}

/** Nothing went wrong: the user, or the service's demand for a client certificate, left nothing to ask. */
function unaskable(error: unknown): string | undefined {
  if (!(error instanceof TransportFailure)) return undefined;
  if (error.code === 'out-of-scope') return error.message;
  return error.code === 'client-certificate' ? 'nobody is let in without a client certificate' : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof TransportFailure) return error.message;
  return `the rule failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** A finding beats a later error: what was proven stays proven. */
function toRun({ check, rule, seen, skipped, errored }: Running): RuleRun {
  const detections = seen.list();
  if (detections.length > 0) return { check, rule, status: 'failed', detections };
  if (errored !== undefined) return { check, rule, status: 'errored', reason: errored, detections };
  if (skipped !== undefined) return { check, rule, status: 'skipped', reason: skipped, detections };
  return { check, rule, status: 'passed', detections };
}

const NEEDS: Record<Need, (surface: Surface) => string | undefined> = {
  spec: (surface) => (surface.spec ? undefined : 'needs an OpenAPI document: none was given or found'),
  identity: (surface) =>
    credentialed(surface) >= 1 ? undefined : 'needs a credential, such as --bearer or --api-key',
  'two-identities': (surface) =>
    credentialed(surface) >= 2 ? undefined : 'needs two users, such as --bearer and --other',
  https: (surface) => (surface.target.https ? undefined : 'needs an https target'),
  'client-certificate': (surface) =>
    surface.identities.some((identity) => identity.tls)
      ? undefined
      : 'needs a client certificate: --cert and --key',
  active: (surface) =>
    surface.mode === 'active' ? undefined : 'changes state or sends payloads: needs --active',
  llm: (surface) => (surface.llmAllowed ? undefined : 'sends prompts: needs --llm'),
  'llm-endpoint': (surface) =>
    surface.llmEndpoints.length > 0 ? undefined : 'no language-model endpoint was found',
};

function credentialed(surface: Surface): number {
  return surface.identities.filter((identity) => !isAnonymous(identity)).length;
}

function missingNeed(rule: Rule, surface: Surface): string | undefined {
  for (const need of rule.needs ?? []) {
    const reason = NEEDS[need](surface);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
